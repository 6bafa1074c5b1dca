package dev.aischeduler.client;

import java.net.http.HttpRequest;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One stream of a language model: the task is submitted, and then followed by the path that
 * OpenAI's clients resume with. It goes on behind a position in the text, so that nothing is lost
 * or told twice over a lost connection, and neither when an attempt is repeated.
 */
final class StreamedText {
  private static final int OK = 200;

  private final Transport transport;
  private final Submissions submissions;
  private final TaskWait wait;
  private final Operation operation;
  private final TextPosition position;

  /**
   * A stream that has not begun.
   *
   * @param listener is told each piece, one at a time
   */
  StreamedText(
      Transport transport,
      Submissions submissions,
      TaskWait wait,
      Operation operation,
      Consumer<String> listener) {
    this.transport = transport;
    this.submissions = submissions;
    this.wait = wait;
    this.operation = operation;
    this.position = new TextPosition(listener);
  }

  /** Begins; completes at the end of the task. */
  CompletableFuture<ClientResponse> run(LlmRequest request) {
    return submissions
        .submit(operation, request)
        .thenCompose(
            response ->
                response.isSuccess()
                    ? follow(response.task().taskId(), events(response.task().taskId()))
                    : CompletableFuture.completedFuture(response));
  }

  private EventCall events(UUID task) {
    String path = "/v1/chat/completions/chatcmpl-" + task + "?stream=true";
    return new EventCall(
        last ->
            EventCall.behind(
                HttpRequest.newBuilder(transport.settings().at(path)),
                String.valueOf(position.told())),
        event -> position.append(event.json().at("/choices/0/delta/content").asText()));
  }

  private CompletableFuture<ClientResponse> follow(UUID task, EventCall events) {
    return transport
        .send(operation, events)
        .thenCompose(
            reply ->
                wait.end(
                    operation,
                    task,
                    () ->
                        reply.status() == OK
                            ? follow(task, events)
                            : CompletableFuture.completedFuture(ClientResponse.of(reply))))
        .thenApply(this::complete);
  }

  private ClientResponse complete(ClientResponse response) {
    if (response.isSuccess()) {
      position.finish(response.text());
    }
    return response;
  }
}
