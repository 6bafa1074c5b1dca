package dev.aischeduler.web.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whether artifacts can be written and their disk has at least 1 GiB of free space.
 *
 * @param folder folder of the artifacts; it need not exist
 */
record DiskCheck(Path folder) implements Check {
  private static final long NEEDED = 1L << 30;

  @Override
  public List<Finding> look() {
    Path existing = folder.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return List.of(
          Finding.problem(
              "disk",
              existing + " cannot be written",
              "give the user of this process write access, or set artifacts.path"));
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String detail = Sizes.of(free) + " are free in " + existing;
      Finding finding =
          free >= NEEDED
              ? Finding.ok("disk", detail)
              : Finding.problem(
                  "disk", detail, "free disk space, or set artifacts.path to another disk");
      return List.of(finding.with(Map.of("free", free, "folder", existing.toString())));
    } catch (IOException e) {
      return List.of(Finding.problem("disk", e.getMessage(), "check the disk of " + existing));
    }
  }
}
