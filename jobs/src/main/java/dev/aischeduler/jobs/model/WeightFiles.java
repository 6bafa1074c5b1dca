package dev.aischeduler.jobs.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sizes of weights on disk: the least that a model takes in memory. */
public final class WeightFiles {
  private WeightFiles() {}

  /**
   * Bytes of a graph and of the weights that lie beside it ({@code model.onnx_data}, {@code
   * weights.pb}).
   *
   * @throws IOException when the folder cannot be read
   */
  public static long bytes(Path graph) throws IOException {
    Path folder = graph.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return 0;
    }
    String name = String.valueOf(graph.getFileName());
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String other = String.valueOf(file.getFileName());
        boolean external =
            other.equals("weights.pb")
                || other.startsWith(name + "_data")
                || other.startsWith(name + ".data");
        if ((external || other.equals(name)) && Files.isRegularFile(file)) {
          bytes += Files.size(file);
        }
      }
    }
    return bytes;
  }
}
