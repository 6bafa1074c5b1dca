package dev.aischeduler.web.process;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Chats, speech and pictures at random, wave after wave; of five, one is cancelled at a random
 * moment and one has less time than it takes. Ends of jobs are counted as {@code status} or {@code
 * status/error type}.
 */
final class MixedJobs implements AutoCloseable {
  private static final int WAVE = 25;
  private static final int CANCEL_WITHIN_MS = 1000;
  private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");

  private final ServerProcess server;
  private final Random random;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<String> ids = new ArrayList<>();
  private final Map<String, Integer> unexpected = new HashMap<>();
  private final Map<String, Integer> ends = new HashMap<>();

  private enum Fate {
    FINISHES,
    CANCELLED,
    TIMED_OUT;

    /** A job may be done before it is cut short. */
    boolean allows(String end) {
      return end.equals("succeeded")
          || (this == CANCELLED && end.equals("cancelled"))
          || (this == TIMED_OUT && end.equals("failed/timeout"));
    }
  }

  private record Sent(String id, Fate fate) {}

  MixedJobs(ServerProcess server, long seed) {
    this.server = server;
    this.random = new Random(seed);
  }

  /** Runs so many jobs to their ends. */
  void run(int jobs) throws Exception {
    for (int left = jobs; left > 0; left -= WAVE) {
      wave(Math.min(WAVE, left));
    }
  }

  private void wave(int jobs) throws Exception {
    List<Sent> sent = new ArrayList<>();
    List<ScheduledFuture<String>> cancels = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      Fate fate = fate();
      String id = submit(fate);
      sent.add(new Sent(id, fate));
      ids.add(id);
      if (fate == Fate.CANCELLED) {
        cancels.add(
            timer.schedule(
                () -> server.cancel(id), random.nextInt(CANCEL_WITHIN_MS), TimeUnit.MILLISECONDS));
      }
    }
    for (ScheduledFuture<String> cancel : cancels) {
      cancel.get();
    }
    for (Sent job : sent) {
      String end = awaitEnd(job.id());
      ends.merge(end, 1, Integer::sum);
      if (!job.fate().allows(end)) {
        unexpected.merge(job.fate() + " " + end, 1, Integer::sum);
      }
    }
  }

  private Fate fate() {
    return switch (random.nextInt(5)) {
      case 0 -> Fate.CANCELLED;
      case 1 -> Fate.TIMED_OUT;
      default -> Fate.FINISHES;
    };
  }

  private String submit(Fate fate) throws IOException, InterruptedException {
    boolean brief = fate == Fate.FINISHES;
    String more = fate == Fate.TIMED_OUT ? ",\"timeout_s\":1,\"max_attempts\":1}" : "}";
    int kind = random.nextInt(10);
    if (kind < 5) {
      String chat = "{\"prompt\":\"写一首关于月亮的诗\",\"async\":true,\"seed\":" + random.nextInt(1000);
      String length =
          brief
              ? ",\"max_tokens\":" + (1 + random.nextInt(48))
              : ",\"max_tokens\":400,\"temperature\":1.3,\"repetition_penalty\":1.5";
      return server.submit("/api/v1/llm/generate", chat + length + more);
    }
    if (kind < 9) {
      String text = "The quick brown fox jumps over the lazy dog. ".repeat(brief ? 1 : 40);
      return server.submit(
          "/api/v1/tts/synthesize", "{\"text\":\"" + text + "\",\"async\":true" + more);
    }
    String picture = "{\"prompt\":\"a red apple\",\"width\":256,\"height\":256,\"steps\":";
    String steps = brief ? "4" : "100,\"use_turbo\":false";
    return server.submit("/api/v1/image/generate", picture + steps + more);
  }

  private String awaitEnd(String id) {
    JsonNode job =
        await("the end of job " + id)
            .atMost(Duration.ofMinutes(5))
            .pollInterval(Duration.ofMillis(50))
            .until(
                () -> server.get("/api/v1/task/status/" + id),
                row -> FINAL.contains(row.get("status").asText()));
    String status = job.get("status").asText();
    return status.equals("failed") ? status + "/" + job.at("/error/type").asText() : status;
  }

  /** Ids of all jobs so far. */
  List<String> ids() {
    return ids;
  }

  /** How many jobs ended in which way. */
  Map<String, Integer> ends() {
    return ends;
  }

  /** Ends that none of these jobs may have, with their numbers. */
  Map<String, Integer> unexpected() {
    return unexpected;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
