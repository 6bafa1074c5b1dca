package dev.aischeduler.web.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.HandlerStatus.State;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Does what its prompt, or the last message, says: {@code hang} runs until it is stopped, {@code
 * break} fails each time, {@code impossible} fails for good, {@code files} makes a text, a picture
 * and a page, anything else is echoed in two tokens.
 */
public final class ScriptedHandler<R extends Record> implements TaskHandler<R> {
  private final TaskType type;
  private final Class<R> requestType;
  private volatile State state = State.READY;
  private volatile Runnable onValidate = () -> {};
  private volatile Runnable onRun = () -> {};
  private volatile Runnable betweenTokens = () -> {};

  /** A handler of a type whose requests are read but not run. */
  public ScriptedHandler(TaskType type, Class<R> requestType) {
    this.type = type;
    this.requestType = requestType;
  }

  /** Does something at every validation from now on, which may throw. */
  public void onValidate(Runnable action) {
    onValidate = action;
  }

  /** Does something at the start of every run from now on, which may throw. */
  public void onRun(Runnable action) {
    onRun = action;
  }

  /** Does something between the two tokens of every echo from now on. */
  public void betweenTokens(Runnable action) {
    betweenTokens = action;
  }

  /** Pretends that its model has this state. */
  public void pretend(State other) {
    state = other;
  }

  @Override
  public TaskType type() {
    return type;
  }

  @Override
  public Class<R> requestType() {
    return requestType;
  }

  @Override
  public R validate(R request) {
    onValidate.run();
    return request;
  }

  @Override
  public TaskResult run(R request, TaskContext context) throws Exception {
    onRun.run();
    JsonNode fields = Json.mapper().valueToTree(request);
    JsonNode messages = fields.path("messages");
    String prompt =
        messages.isEmpty()
            ? fields.path(fields.has("text") ? "text" : "prompt").asText()
            : messages.path(messages.size() - 1).path("content").asText();
    switch (prompt) {
      case "hang" -> hang(context);
      case "break" -> throw new IllegalStateException("scripted failure");
      case "files" -> files(context);
      case "impossible" -> throw new PermanentTaskException("this can never work");
      default -> {
        context.emit("token", Map.of("text", "echo ", "index", 0));
        betweenTokens.run();
        context.emit("token", Map.of("text", prompt, "index", 1));
        context.produced("tokens", 2);
      }
    }
    return new TaskResult(Map.of("text", "echo " + prompt, "model", "scripted"));
  }

  private static void files(TaskContext context) {
    byte[] text = "It is a line of many.\n".repeat(500).getBytes(StandardCharsets.UTF_8);
    context.artifact("notes.txt", "text/plain; charset=utf-8", text);
    context.artifact("picture.png", "image/png", text);
    context.artifact("page.html", "text/html", text);
  }

  private static void hang(TaskContext context) throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    context.onStop(stopped::countDown);
    stopped.await();
    context.checkCancelled();
  }

  @Override
  public HandlerStatus status() {
    return new HandlerStatus(state, state == State.READY ? "" : "it pretends", Map.of());
  }
}
