package dev.aischeduler.examples.bench.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
