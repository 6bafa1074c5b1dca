package dev.aischeduler.web.process;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Callers that submit cheap jobs at a steady rate. Each submits under a key of its own until its
 * job is accepted, as a good client does: it comes back after the time that a refusal names.
 */
final class SubmissionLoad implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHEAPEST = "{\"prompt\":\"Hi\",\"max_tokens\":1,\"async\":true}";

  /** Every tenth runs long enough to be met in the middle of its work. */
  private static final String LONGER =
      "{\"prompt\":\"写一首关于月亮的诗\",\"temperature\":1.2,\"repetition_penalty\":1.5,"
          + "\"max_tokens\":200,\"async\":true}";

  private static final int MOST_OPEN = 200;
  private static final int NO_ANSWER_RETRY_S = 1;

  private final Supplier<String> address;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger keys = new AtomicInteger();
  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  /**
   * One answer.
   *
   * @param status HTTP status; 0 when the connection broke
   * @param retryAfter header of that name, or empty
   */
  record Answer(int status, long ms, String contentType, String retryAfter, String body) {}

  private SubmissionLoad(Supplier<String> address) {
    this.address = address;
  }

  /**
   * Starts to submit.
   *
   * @param address where each next request goes
   */
  static SubmissionLoad start(Supplier<String> address, int perSecond) {
    SubmissionLoad load = new SubmissionLoad(address);
    load.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    load.timer.scheduleAtFixedRate(load::next, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    return load;
  }

  private void next() {
    // callers who wait for an answer on a busy machine do not become more and more
    if (!stopped && open.get() < MOST_OPEN) {
      send("key-" + keys.incrementAndGet());
    }
  }

  private void send(String key) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.get() + "/api/v1/llm/generate"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body(key)))
            .build();
    long start = System.nanoTime();
    open.incrementAndGet();
    http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .whenComplete(
            (answer, error) -> {
              long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
              note(key, ms, error == null ? answer : null);
            });
  }

  private static String body(String key) {
    return key.endsWith("0") ? LONGER : CHEAPEST;
  }

  private void note(
      String key, long ms, @org.jspecify.annotations.Nullable HttpResponse<String> answer) {
    open.decrementAndGet();
    int status = answer == null ? 0 : answer.statusCode();
    String retryAfter = answer == null ? "" : answer.headers().firstValue("Retry-After").orElse("");
    String type = answer == null ? "" : answer.headers().firstValue("Content-Type").orElse("");
    String body = answer == null ? "" : answer.body();
    answers.add(new Answer(status, ms, type, retryAfter, body));
    if (status == 200 || status == 202) {
      accepted.put(key, id(body));
    } else if (!timer.isShutdown()) {
      int wait = retryAfter.isEmpty() ? NO_ANSWER_RETRY_S : Integer.parseInt(retryAfter);
      timer.schedule(() -> send(key), wait, TimeUnit.SECONDS);
    }
  }

  private static String id(String body) {
    try {
      return JSON.readTree(body).get("task_id").asText();
    } catch (IOException e) {
      throw new IllegalStateException(body, e);
    }
  }

  /** Ids of accepted jobs so far. */
  List<String> ids() {
    return List.copyOf(accepted.values());
  }

  /** Accepted jobs so far. */
  int accepted() {
    return accepted.size();
  }

  /** Every answer so far. */
  List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** Those that came after so many. */
  List<Answer> answersSince(int seen) {
    List<Answer> all = answers();
    return all.subList(seen, all.size());
  }

  /** Begins no further job and returns when every begun one is accepted; returns their number. */
  int finish() {
    stopped = true;
    await("acceptance of every job")
        .atMost(Duration.ofMinutes(3))
        .until(() -> accepted.size() == keys.get());
    return keys.get();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
