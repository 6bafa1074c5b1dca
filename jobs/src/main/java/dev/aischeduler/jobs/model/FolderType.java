package dev.aischeduler.jobs.model;

import dev.aischeduler.config.TaskType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells by its files what a folder of weights is for: the layouts that this product reads. */
public final class FolderType {
  /** Of a language model. */
  public static final TaskType LLM = new TaskType("llm");

  /** Of a voice. */
  public static final TaskType TTS = new TaskType("tts");

  /** Of a diffusion model. */
  public static final TaskType IMAGE = new TaskType("image");

  /** Every type whose models have a layout, in the order in which a folder is tried. */
  public static final List<TaskType> ALL = List.of(LLM, TTS, IMAGE);

  private FolderType() {}

  /** The type of this name, or empty when no layout is known for one. */
  public static Optional<TaskType> find(String name) {
    return ALL.stream().filter(type -> type.wireName().equals(name)).findFirst();
  }

  /** The task type of a folder in one of the layouts that this product reads. */
  public static TaskType of(Path folder) {
    if (Files.isDirectory(folder.resolve("unet"))
        || Files.isRegularFile(folder.resolve("model_index.json"))) {
      return IMAGE;
    }
    return Files.isRegularFile(folder.resolve("tokenizer.json")) ? LLM : TTS;
  }
}
