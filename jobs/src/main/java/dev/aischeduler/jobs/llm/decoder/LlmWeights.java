package dev.aischeduler.jobs.llm.decoder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the weights in a model folder. Exports ship several precisions under known names. */
public final class LlmWeights {
  /** Names in the order of preference: full precision first, then the smaller ones. */
  private static final List<String> PREFERRED =
      List.of(
          "model.onnx",
          "model_fp16.onnx",
          "model_quantized.onnx",
          "model_int8.onnx",
          "model_uint8.onnx",
          "model_q4.onnx",
          "model_q4f16.onnx",
          "model_bnb4.onnx");

  private LlmWeights() {}

  /**
   * The weights file of a folder: {@code onnx/model.onnx}, another {@code onnx/model*.onnx}, or the
   * same at the folder's root.
   *
   * @throws FileNotFoundException when there is none; the message names the folder
   */
  public static Path find(Path folder) throws IOException {
    for (Path place : List.of(folder.resolve("onnx"), folder)) {
      List<Path> found = new ArrayList<>();
      if (Files.isDirectory(place)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place, "model*.onnx")) {
          files.forEach(found::add);
        }
      }
      if (!found.isEmpty()) {
        found.sort(Comparator.comparingInt(LlmWeights::rank).thenComparing(Path::toString));
        return found.get(0);
      }
    }
    throw new FileNotFoundException(
        folder.toAbsolutePath() + " has no onnx/model.onnx; install an ONNX export of the model");
  }

  private static int rank(Path file) {
    int rank = PREFERRED.indexOf(String.valueOf(file.getFileName()));
    return rank < 0 ? PREFERRED.size() : rank;
  }
}
