package dev.aischeduler.jobs.model.hub;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.hub.files.ContentRules;
import dev.aischeduler.jobs.model.hub.files.FileRules;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.jobs.model.hub.files.ManifestFile;
import dev.aischeduler.jobs.model.hub.transfer.DiskSpace;
import dev.aischeduler.jobs.model.hub.transfer.Staging;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Installs a folder of this machine as a model, without any network, with the rules, checks and
 * atomic publication of a pull. Links are followed, since the hub's own cache consists of them.
 * Thread-safe.
 */
final class ModelImporter {
  private static final int MAX_DEPTH = 8;

  private final ModelLayouts layouts;
  private final DiskSpace disk;
  private final Clock clock;

  ModelImporter(ModelLayouts layouts, DiskSpace disk, Clock clock) {
    this.layouts = layouts;
    this.disk = disk;
    this.clock = clock;
  }

  /** Copies a folder into a staging place that the caller holds, and publishes it. */
  Manifest importFolder(Path source, String name, Staging staging, TransferListener listener)
      throws IOException {
    TaskType type = layouts.checkedTypeOf(source);
    Map<String, Path> chosen = choose(source, listener);
    staging.clear();
    Path folder = Files.createDirectories(staging.folder());
    long bytes = 0;
    for (Path file : chosen.values()) {
      bytes += Files.size(file);
    }
    disk.require(folder, bytes);
    List<ManifestFile> files = new ArrayList<>();
    for (Map.Entry<String, Path> file : chosen.entrySet()) {
      files.add(copy(file.getKey(), file.getValue(), folder, listener));
    }
    layouts.of(type).check(folder);
    Manifest manifest =
        new Manifest(
            name,
            type.wireName(),
            source.toAbsolutePath().normalize().toString(),
            "",
            "unknown",
            clock.instant(),
            files);
    manifest.write(folder);
    staging.publish();
    return manifest;
  }

  private static Map<String, Path> choose(Path source, TransferListener listener)
      throws IOException {
    Map<String, Path> chosen = new TreeMap<>();
    List<Path> all;
    try (Stream<Path> files = Files.walk(source, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      all = files.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : all) {
      String path = source.relativize(file).toString().replace('\\', '/');
      if (FileRules.isAllowed(path) && !path.equals(Manifest.FILE)) {
        FileRules.checkPlace(path);
        chosen.put(path, file);
      } else if (FileRules.isPickle(path)) {
        listener.noted(path + " is left out: it may hold a pickle, which is never read here");
      }
    }
    return chosen;
  }

  private static ManifestFile copy(String path, Path file, Path folder, TransferListener listener)
      throws IOException {
    long size = Files.size(file);
    listener.started(path, size, 0);
    ContentRules.check(file, path);
    Path target = folder.resolve(path);
    Files.createDirectories(target.getParent());
    Files.copy(file, target);
    listener.advanced(size);
    listener.finished(path);
    return ManifestFile.of(path, target);
  }
}
