package dev.aischeduler.jobs.model.hub.transfer;

import dev.aischeduler.jobs.model.hub.files.FileRules;
import dev.aischeduler.jobs.model.hub.files.UnsafeFileException;
import dev.aischeduler.jobs.model.hub.http.HubFile;
import org.jspecify.annotations.Nullable;

/**
 * A file to fetch, its name checked.
 *
 * @param path place in the repository
 * @param target place in the model's folder
 * @param size bytes
 * @param sha256 that it must have; null when it is not known beforehand
 * @param gitId that it must have; null when not known
 */
public record WantedFile(
    String path, String target, long size, @Nullable String sha256, @Nullable String gitId) {

  /**
   * A listed file and where to put it.
   *
   * @throws UnsafeFileException when its name or kind is refused
   */
  public static WantedFile of(HubFile file, String target) throws UnsafeFileException {
    FileRules.checkPlace(file.path());
    FileRules.checkPlace(target);
    FileRules.checkKind(target);
    return new WantedFile(file.path(), target, file.size(), file.sha256(), file.gitId());
  }

  /** The same file with a known checksum. */
  public WantedFile withSha256(String known) {
    return new WantedFile(path, target, size, known, gitId);
  }
}
