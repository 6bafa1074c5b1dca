package dev.aischeduler.bench.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Scratch folders. */
public final class Folders {
  private Folders() {}

  /** A new folder in a folder, which is created as well if need be. */
  public static Path create(Path in, String prefix) {
    try {
      Files.createDirectories(in);
      return Files.createTempDirectory(in, prefix);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a folder in " + in, e);
    }
  }

  /** The same, deleted when the process ends in whatever order, also when a user stops it. */
  public static Path createUntilExit(Path in, String prefix) {
    Path folder = create(in, prefix);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteAtLast(folder), "clean-up"));
    return folder;
  }

  /** Databases in it may end at the same time and still write. */
  private static void deleteAtLast(Path folder) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (Files.exists(folder) && System.nanoTime() < limit) {
      try {
        delete(folder);
      } catch (UncheckedIOException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    }
  }

  /** Deletes a folder and what is in it. */
  public static void delete(Path folder) {
    try {
      List<Path> paths;
      try (Stream<Path> walk = Files.walk(folder)) {
        paths = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : paths) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
