package dev.aischeduler.jobs.model;

import dev.aischeduler.config.TaskType;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells by its files what a folder of weights is for. */
public final class FolderType {
  private FolderType() {}

  /** The task type of a folder in one of the layouts that this product reads. */
  public static TaskType of(Path folder) {
    if (Files.isDirectory(folder.resolve("unet"))
        || Files.isRegularFile(folder.resolve("model_index.json"))) {
      return TaskType.IMAGE;
    }
    return Files.isRegularFile(folder.resolve("tokenizer.json")) ? TaskType.LLM : TaskType.TTS;
  }
}
