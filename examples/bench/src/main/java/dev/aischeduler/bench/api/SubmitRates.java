package dev.aischeduler.bench.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.bench.database.Databases;
import dev.aischeduler.bench.measure.Table;
import dev.aischeduler.bench.report.Samples;
import dev.aischeduler.bench.report.Section;
import dev.aischeduler.bench.server.Server;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.jobs.llm.LlmTask;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs stored a second by clients of the REST API and by callers in the same process, as many at
 * once; and how soon others learn the state of a job meanwhile.
 *
 * @param round how long each side submits in a round
 * @param rounds in which both sides take turns
 */
public record SubmitRates(Duration round, int rounds) {
  /** Row of callers in the process. */
  public static final String IN_PROCESS = "JobService.submit";

  /** Row of clients. */
  public static final String HTTP = "POST /api/v1/llm/generate";

  /** Row of those who ask for a state meanwhile. */
  public static final String STATUS = "GET /api/v1/task/status/{id}";

  /** Column of submissions. */
  public static final String RATE = "jobs/s";

  /** Column of the time that half of the answers take at most. */
  public static final String P50 = "p50 ms";

  /** Column of the time that 99 of 100 answers take at most. */
  public static final String P99 = "p99 ms";

  private static final int CALLERS = 8;
  private static final int POOL_SIZE = 10;
  private static final int MOST_WARM_UPS = 8;

  /** Part of a round's time that compilers may still take. */
  private static final int AT_REST = 10;

  private static final String PROMPT = "Hello! Please tell me something about cats.";
  private static final String BODY =
      "{\"prompt\":\"" + PROMPT + "\",\"max_tokens\":64,\"priority\":5,\"async\":true}";

  /** Pauses last this long to twice as long, so that samples keep step with nothing. */
  private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

  /** Does a number of things until it is told to stop. */
  private interface Caller {
    void call() throws IOException;
  }

  /** Makes a caller of a thread. */
  private interface Callers {
    Caller open() throws IOException;
  }

  /** Id of the section of a kind of database. */
  public static String id(Databases databases) {
    return "api_" + databases.suffix();
  }

  /**
   * Measures on one kind of database.
   *
   * @param folder takes the server's files
   * @param progress hears one line for each figure
   */
  public Section run(Databases databases, Path folder, Consumer<String> progress)
      throws InterruptedException {
    Settings.Database database = databases.fresh(POOL_SIZE);
    Table table = new Table();
    try (Server server =
        Server.start(
            folder,
            "database.url=" + database.url(),
            "database.username=" + database.username(),
            "database.password=" + database.password(),
            "lanes.llm.max_queued=10000000")) {
      server.jobs().pause(LlmTask.TYPE, true);
      warmUp(server, progress);
      for (int i = 0; i < rounds; i++) {
        double here = count(() -> inProcess(server), round);
        table.add(IN_PROCESS, RATE, here);
        http(server, table);
        progress.accept(
            String.format(
                Locale.ROOT, "submissions, %s, round %d: %.0f/s", databases.suffix(), i + 1, here));
      }
    } finally {
      databases.drop(database);
    }
    return new Section(
        id(databases),
        "Submissions over HTTP on " + databases.name(),
        CALLERS
            + " callers at once; each job is on disk when it is answered, and none runs. Server and"
            + " clients share the machine. States are asked for by one more client meanwhile.",
        List.of(RATE, P50, P99),
        table.rows());
  }

  /** Both run by turns until the compilers have little left to do. */
  private void warmUp(Server server, Consumer<String> progress) throws InterruptedException {
    CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    for (int turn = 1; turn <= MOST_WARM_UPS; turn++) {
      long before = compilers.getTotalCompilationTime();
      count(() -> inProcess(server), round.dividedBy(2));
      count(() -> overHttp(server, new ConcurrentLinkedQueue<>()), round.multipliedBy(2));
      long busy = compilers.getTotalCompilationTime() - before;
      progress.accept(String.format(Locale.ROOT, "warm-up: %d ms of compilation", busy));
      if (busy * AT_REST < round.toMillis()) {
        return;
      }
    }
  }

  private void http(Server server, Table table) throws InterruptedException {
    Queue<String> ids = new ConcurrentLinkedQueue<>();
    StatusSamples samples = StatusSamples.start(server, ids);
    table.add(HTTP, RATE, count(() -> overHttp(server, ids), round));
    List<Double> times = samples.stop();
    table.add(STATUS, P50, Samples.percentile(times, 50));
    table.add(STATUS, P99, Samples.percentile(times, 99));
  }

  private static Caller inProcess(Server server) {
    return () -> {
      ObjectNode request = Json.mapper().createObjectNode();
      request.put("prompt", PROMPT).put("max_tokens", 64);
      server
          .jobs()
          .submit(new Submission(LlmTask.TYPE, request, 5, null, null, null, List.of(), null));
    };
  }

  private static Caller overHttp(Server server, Queue<String> ids) throws IOException {
    KeptConnection connection = new KeptConnection(server.address());
    byte[] request = connection.request("POST", HTTP.substring("POST ".length()), BODY);
    return () -> {
      String answer = connection.send(request, 202);
      if (ids.isEmpty()) {
        int at = answer.indexOf("task_id\":\"") + "task_id\":\"".length();
        ids.add(answer.substring(at, at + UUID.randomUUID().toString().length()));
      }
    };
  }

  /** Calls a second of all callers together. */
  private static double count(Callers callers, Duration time) throws InterruptedException {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    long[] calls = new long[CALLERS];
    AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int number = i;
      threads.add(
          new Thread(
              () -> {
                try {
                  Caller caller = callers.open();
                  while (System.nanoTime() < end) {
                    caller.call();
                    calls[number]++;
                  }
                } catch (IOException | RuntimeException e) {
                  failed.set(e);
                }
              },
              "caller-" + i));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    if (failed.get() != null) {
      throw new IllegalStateException("a caller failed", failed.get());
    }
    long all = 0;
    for (long one : calls) {
      all += one;
    }
    return all / ((System.nanoTime() - begin) / 1e9);
  }

  /** Asks for the states of jobs that were just submitted, one after the other. */
  private static final class StatusSamples {
    private final List<Double> times = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private volatile boolean stopped;

    private StatusSamples(Server server, Queue<String> ids) {
      this.thread = new Thread(() -> sample(server, ids), "status");
    }

    static StatusSamples start(Server server, Queue<String> ids) {
      StatusSamples samples = new StatusSamples(server, ids);
      samples.thread.start();
      return samples;
    }

    private void sample(Server server, Queue<String> ids) {
      try (KeptConnection connection = new KeptConnection(server.address())) {
        for (int i = 0; !stopped; i++) {
          LockSupport.parkNanos(PAUSE_NANOS + i * 7919L % PAUSE_NANOS);
          String id = ids.poll();
          if (id != null) {
            byte[] request = connection.request("GET", "/api/v1/task/status/" + id, "");
            long before = System.nanoTime();
            connection.send(request, 200);
            times.add((System.nanoTime() - before) / 1e6);
          }
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    List<Double> stop() throws InterruptedException {
      stopped = true;
      thread.join();
      return times;
    }
  }
}
