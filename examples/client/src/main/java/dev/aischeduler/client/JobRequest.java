package dev.aischeduler.client;

/** What a task is to do. */
public sealed interface JobRequest permits LlmRequest, TtsRequest, ImageRequest {
  /** What every kind of task takes besides its own fields. */
  JobOptions options();
}
