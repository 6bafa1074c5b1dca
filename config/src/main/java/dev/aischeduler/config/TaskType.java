package dev.aischeduler.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The closed set of task types. Each has one lane of the same name and needs one resource label.
 */
public enum TaskType {
  /** Text generation by a language model. */
  LLM("gpu"),
  /** Speech synthesis. */
  TTS("cpu"),
  /** Image generation by a diffusion model. */
  IMAGE("gpu");

  private final String resource;

  TaskType(String resource) {
    this.resource = resource;
  }

  /**
   * Lower-case name used in paths, JSON, SQL and configuration: {@code llm}, {@code tts}, {@code
   * image}.
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Resource label that a job server must offer to run this type: {@code gpu} or {@code cpu}. */
  public String resource() {
    return resource;
  }

  /** The type with this wire name, or empty for an unknown name. */
  public static Optional<TaskType> fromWireName(String name) {
    return Arrays.stream(values()).filter(t -> t.wireName().equals(name)).findFirst();
  }
}
