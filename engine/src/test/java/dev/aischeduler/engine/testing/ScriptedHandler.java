package dev.aischeduler.engine.testing;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskResult;
import dev.aischeduler.engine.task.TryLaterException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A handler that does what the request says, and remembers the order of starts. Thread-safe. */
public final class ScriptedHandler implements TaskHandler<ScriptedHandler.Request> {
  /**
   * What to do.
   *
   * @param text name of the job in the test
   * @param action null or {@code ok}, {@code fail}, {@code permanent}, {@code hang} (until
   *     stopped), {@code hang-once}, {@code wait} (until the gate opens), {@code stubborn-once}
   *     (the same at its first run, ignoring interrupts), {@code fail-once}, {@code later-twice}
   *     (tries later), {@code artifact} (stores one), {@code talk} (two tokens, and after the gate
   *     opened a long preview and a third)
   */
  public record Request(String text, @Nullable String action) {}

  /** Names of the jobs in the order in which their attempts began. */
  public final List<String> started = new CopyOnWriteArrayList<>();

  /** Attempts of each job by its name. */
  public final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

  /** Attempts that run now. */
  public volatile AtomicInteger running = new AtomicInteger();

  /** Most attempts that ran at the same time. */
  public volatile AtomicInteger mostAtOnce = new AtomicInteger();

  /** Opens for jobs that wait when it is counted down. */
  public volatile CountDownLatch gate = new CountDownLatch(0);

  /** Gets every request that is checked, before the answer. */
  public volatile Consumer<Request> checked = request -> {};

  /** What {@link #status} answers. */
  public volatile HandlerStatus.State state = HandlerStatus.State.READY;

  private final TaskType type;

  /** A handler of this type. */
  public ScriptedHandler(TaskType type) {
    this.type = type;
  }

  @Override
  public TaskType type() {
    return type;
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Request validate(Request request) {
    if (request.text() == null || request.text().isEmpty()) {
      throw new InvalidRequestException("text", "must not be empty");
    }
    checked.accept(request);
    return request;
  }

  @Override
  public TaskResult run(Request request, TaskContext context) throws Exception {
    started.add(request.text());
    int run = runs.computeIfAbsent(request.text(), t -> new AtomicInteger()).incrementAndGet();
    mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      String action = request.action() == null ? "ok" : request.action();
      switch (action) {
        case "fail" -> throw new IllegalStateException("scripted failure " + run);
        case "fail-once" -> {
          if (run == 1) {
            throw new IllegalStateException("scripted failure");
          }
        }
        case "later-twice" -> {
          if (run <= 2) {
            throw new TryLaterException("others hold the memory");
          }
        }
        case "permanent" -> throw new PermanentTaskException("never works");
        case "hang" -> hang(context);
        case "hang-once" -> {
          if (run == 1) {
            hang(context);
          }
        }
        case "stubborn-once" -> {
          if (run == 1) {
            stay(gate);
          }
        }
        case "wait" -> gate.await();
        case "talk" -> {
          context.emit("token", Map.of("text", "one"));
          context.emit("token", Map.of("text", "two"));
          gate.await();
          context.emit("preview", Map.of("png", "x".repeat(20_000)));
          context.emit("token", Map.of("text", "three"));
        }
        case "artifact" -> {
          context.progress(0.5, "half");
          context.emit("token", Map.of("text", "hello"));
          context.artifact(
              "out.txt", "text/plain", request.text().getBytes(StandardCharsets.UTF_8));
        }
        default -> {}
      }
    } finally {
      running.decrementAndGet();
    }
    return new TaskResult(Map.of("text", request.text()));
  }

  /** Waits whatever happens, as native code does. */
  private static void stay(CountDownLatch gate) {
    while (true) {
      try {
        gate.await();
        return;
      } catch (InterruptedException e) {
        // keeps waiting
      }
    }
  }

  private static void hang(TaskContext context) throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    context.onStop(stopped::countDown);
    stopped.await();
    context.checkCancelled();
  }

  @Override
  public HandlerStatus status() {
    return new HandlerStatus(state, state == HandlerStatus.State.READY ? "" : "scripted", Map.of());
  }
}
