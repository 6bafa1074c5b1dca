package dev.aischeduler.jobs.tts.voice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a voice folder: weights, and a configuration beside them, {@code NAME.onnx.json}
 * (Piper) or {@code config.json} (Coqui).
 *
 * @param weights the ONNX file
 * @param config the voice's configuration, read but not checked
 */
record VoiceFiles(Path weights, VoiceConfig config) {

  /**
   * Finds the files of a folder.
   *
   * @throws IOException says which file is missing, unreadable or unusable, and the remedy
   */
  static VoiceFiles in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("voice folder " + folder + " does not exist; restore or reinstall it");
    }
    List<Path> weights;
    try (Stream<Path> files = Files.list(folder)) {
      weights = files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
    }
    for (Path file : weights) {
      Path piper = folder.resolve(file.getFileName() + ".json");
      if (Files.isRegularFile(piper)) {
        return new VoiceFiles(file, PiperConfig.read(json(piper), piper));
      }
    }
    Path coqui = folder.resolve("config.json");
    if (weights.size() == 1 && Files.isRegularFile(coqui)) {
      return new VoiceFiles(weights.get(0), CoquiConfig.read(json(coqui), coqui));
    }
    throw new IOException(
        folder
            + " holds no voice: it needs NAME.onnx with NAME.onnx.json (Piper),"
            + " or one .onnx file with config.json (Coqui VITS)");
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      return Json.mapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " is not valid JSON (" + e.getOriginalMessage() + "); reinstall the voice", e);
    }
  }
}
