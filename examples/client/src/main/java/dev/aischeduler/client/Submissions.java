package dev.aischeduler.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Submits tasks: each with an idempotency key, which stays the same however often it is sent, so
 * that it is run once. Thread-safe.
 */
final class Submissions {
  private static final int MAX_WAIT_S = 30;

  private final Transport transport;
  private final TaskWait wait;

  Submissions(Transport transport, TaskWait wait) {
    this.transport = transport;
    this.wait = wait;
  }

  /** Submits a task and waits for its end. */
  CompletableFuture<ClientResponse> run(
      Operation operation, JobRequest request, @Nullable Consumer<TaskEvent> listener) {
    ObjectNode body = body(request);
    if (listener == null) {
      // the server must answer while the connection is not yet given up
      long seconds = transport.settings().requestTimeout().toSeconds() / 2;
      body.put("wait_s", Math.min(seconds, MAX_WAIT_S));
    } else {
      body.put("async", true);
    }
    return send(operation, request, body)
        .thenCompose(
            response -> {
              UUID id = unfinished(response);
              return id == null
                  ? CompletableFuture.completedFuture(response)
                  : wait.await(operation, id, listener == null ? event -> {} : listener);
            });
  }

  /** Submits a task and does not wait. */
  CompletableFuture<ClientResponse> submit(Operation operation, JobRequest request) {
    ObjectNode body = body(request);
    body.put("async", true);
    return send(operation, request, body);
  }

  private CompletableFuture<ClientResponse> send(
      Operation operation, JobRequest request, ObjectNode body) {
    String key = key(request);
    Call call = moved -> post(request, body, key).header("Accept", Reply.JSON);
    return transport
        .send(operation, call)
        .thenApply(
            reply -> {
              ClientResponse response = ClientResponse.of(reply);
              response.taskId().ifPresent(operation::about);
              return response;
            });
  }

  /** The task that a response tells of, when it goes on. */
  private static @Nullable UUID unfinished(ClientResponse response) {
    if (!response.isSuccess()) {
      return null;
    }
    Task task = response.task();
    return task.status().isFinal() ? null : task.taskId();
  }

  /** The fields of a request. */
  static ObjectNode body(JobRequest request) {
    return Json.MAPPER.valueToTree(request);
  }

  /** The user's key for a request, or a new one. */
  private static String key(JobRequest request) {
    String own = request.options().idempotencyKey();
    return own == null ? UUID.randomUUID().toString() : own;
  }

  private HttpRequest.Builder post(JobRequest request, ObjectNode body, String key) {
    return HttpRequest.newBuilder(transport.settings().at(path(request)))
        .header("Content-Type", Reply.JSON)
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString(body.toString()));
  }

  private static String path(JobRequest request) {
    if (request instanceof LlmRequest) {
      return "/api/v1/llm/generate";
    }
    return request instanceof TtsRequest ? "/api/v1/tts/synthesize" : "/api/v1/image/generate";
  }
}
