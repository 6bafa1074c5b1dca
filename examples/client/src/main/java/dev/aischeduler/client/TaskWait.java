package dev.aischeduler.client;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waits for ends of tasks by their events. Thread-safe. */
final class TaskWait {
  private static final int OK = 200;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Transport transport;

  TaskWait(Transport transport) {
    this.transport = transport;
  }

  /** Path of a task. */
  static String path(UUID id) {
    return "/api/v1/task/" + id;
  }

  /** Path of a task's status. */
  static String statusPath(UUID id) {
    return "/api/v1/task/status/" + id;
  }

  /** Waits until a task has ended; tells what happens meanwhile. */
  CompletableFuture<ClientResponse> await(
      Operation operation, UUID id, Consumer<TaskEvent> listener) {
    operation.about(id);
    EventCall events =
        new EventCall(
            last ->
                EventCall.behind(
                    HttpRequest.newBuilder(transport.settings().at(path(id) + "/events")), last),
            event -> {
              if (!event.name().equals("error")) {
                tell(listener, event);
              }
            });
    return follow(operation, id, events);
  }

  private static void tell(Consumer<TaskEvent> listener, ServerEvent event) {
    TaskEvent told = Json.read(event.data(), TaskEvent.class);
    if (told != null) {
      Workers.tell(listener, told);
    }
  }

  private CompletableFuture<ClientResponse> follow(Operation operation, UUID id, EventCall events) {
    return transport
        .send(operation, events)
        .thenCompose(
            reply ->
                reply.status() == OK
                    ? end(operation, id, () -> follow(operation, id, events))
                    : CompletableFuture.completedFuture(ClientResponse.of(reply)));
  }

  /** The end of a task; when it has not ended, goes on a little later. */
  CompletableFuture<ClientResponse> end(
      Operation operation, UUID id, Supplier<CompletableFuture<ClientResponse>> goOn) {
    return transport
        .get(operation, statusPath(id))
        .thenCompose(
            status -> {
              ClientResponse response = ClientResponse.of(status);
              if (!response.isSuccess()) {
                return CompletableFuture.completedFuture(response);
              }
              if (response.task().status().isFinal()) {
                return CompletableFuture.completedFuture(TaskEnd.response(status));
              }
              return transport.pause(operation, PAUSE).thenCompose(nothing -> goOn.get());
            });
  }
}
