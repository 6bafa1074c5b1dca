package dev.aischeduler.jobs.model.hub;

import ai.onnxruntime.OrtException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.image.ImageLayout;
import dev.aischeduler.jobs.llm.LlmLayout;
import dev.aischeduler.jobs.model.FolderType;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether a folder is a model that this product can run; the loaders' own checks. Stateless. */
final class ModelChecks {
  private ModelChecks() {}

  /**
   * Checks files and configurations, without loading weights.
   *
   * @throws IOException names what is missing or unusable, and the remedy
   */
  static void layout(TaskType type, Path folder) throws IOException {
    if (type.equals(FolderType.LLM)) {
      LlmLayout.check(folder);
    } else if (type.equals(FolderType.TTS)) {
      Voice.speakersOf(folder);
    } else if (type.equals(FolderType.IMAGE)) {
      ImageLayout.check(folder);
    } else {
      throw new IOException("no layout of models is known for task type " + type);
    }
  }

  /**
   * The task type that a folder's layout is for.
   *
   * @throws IOException when it is for none; tells what each type misses
   */
  static TaskType typeOf(Path folder) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (TaskType type : FolderType.ALL) {
      try {
        layout(type, folder);
        return type;
      } catch (IOException e) {
        reasons.add("as " + type.wireName() + ": " + e.getMessage());
      }
    }
    throw new IOException(folder + " is no usable model. " + String.join("; ", reasons));
  }

  /**
   * Opens each graph of a folder, which needs about as much memory as the largest of them.
   *
   * @throws DamagedModelException when one cannot be opened
   */
  static void graphs(Path folder, OnnxRuntime runtime) throws IOException {
    List<Path> graphs;
    try (Stream<Path> files = Files.walk(folder)) {
      graphs = files.filter(file -> FileRules.isGraph(file.toString())).sorted().toList();
    }
    for (Path graph : graphs) {
      try {
        runtime.open(graph).close();
      } catch (OrtException e) {
        throw new DamagedModelException(
            graph + " cannot be opened (" + e.getMessage() + "); install the model again");
      }
    }
  }
}
