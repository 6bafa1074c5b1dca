package dev.aischeduler.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task: one unit of work in the server's queue. In lists some fields are missing, see {@link
 * TaskPage}.
 *
 * @param type such as {@code llm}, {@code tts}, {@code image}
 * @param priority 0..9; 9 runs first
 * @param progress 0..1
 * @param attempt attempts started so far
 * @param node that runs or last ran it
 * @param queuePosition 1 is the next to start; null unless queued
 * @param whyPending what it waits for, for people
 * @param etaS estimated seconds until it finishes
 * @param model the one really used
 * @param request as it was sent, with every default filled in
 * @param result null until it has succeeded
 * @param error why the last attempt failed
 */
public record Task(
    UUID taskId,
    String type,
    TaskStatus status,
    int priority,
    double progress,
    @Nullable String progressNote,
    int attempt,
    int maxAttempts,
    String tenant,
    List<String> tags,
    @Nullable String node,
    Instant createdAt,
    @Nullable Instant runAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Long queuePosition,
    @Nullable String whyPending,
    @Nullable Double etaS,
    @Nullable String model,
    @Nullable JsonNode request,
    @Nullable JsonNode result,
    List<Artifact> artifacts,
    @Nullable TaskError error) {

  /** Lists that are missing are empty. */
  public Task {
    tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
    artifacts = List.copyOf(Objects.requireNonNullElse(artifacts, List.of()));
  }

  /** The text that a language model wrote; empty while there is none. */
  public String text() {
    return result == null ? "" : result.path("text").asText();
  }
}
