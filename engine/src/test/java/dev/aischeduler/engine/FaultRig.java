package dev.aischeduler.engine;

import com.zaxxer.hikari.HikariDataSource;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.DatabaseClock;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.fault.Fault;
import dev.aischeduler.db.fault.Fault.Statement;
import dev.aischeduler.db.fault.FaultyDriver;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.FaultCalls.Terms;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One engine that lives through many failures, one at a time, and is looked over after each. Used
 * by one thread, of a thread group of its own.
 */
final class FaultRig implements AutoCloseable {
  private static final Duration RARE = Duration.ofSeconds(6);

  /** Slots of the lanes, which all jobs of the last check must get at once. */
  private static final Map<TaskType, Integer> SLOTS =
      Map.of(TaskType.LLM, 2, TaskType.TTS, 2, TaskType.IMAGE, 1);

  final FaultyDriver driver;
  private final EngineFixture fixture;
  private final FaultLedger ledger;
  private final DatabaseClock clock;
  private final FaultThreads threads = new FaultThreads(Thread.currentThread().getThreadGroup());
  private int runs;

  FaultRig(Dialect dialect, Path folder) {
    Settings.Database settings = TestDatabases.settings(dialect);
    this.driver = new FaultyDriver(dialect);
    Database database = Database.open(settings, folder, driver::around);
    this.clock = DatabaseClock.start(database, Clock.systemUTC(), System::nanoTime);
    this.fixture =
        new EngineFixture(
            database,
            folder,
            clock,
            "artifacts.store=database",
            "resources.max_concurrent_tasks=8",
            "lanes.llm.max_concurrent=2",
            "lanes.tts.max_concurrent=2",
            "lanes.image.max_concurrent=1",
            "lanes.image.cluster_max_concurrent=1",
            "lanes.tts.rate_per_minute=60000");
    this.ledger = new FaultLedger(Database.attach(settings, folder));
  }

  /** Runs without a failure, which must pass; remembers the threads of a healthy engine. */
  void warmUp() {
    for (int i = 0; i < 3; i++) {
      List<String> wrong = scenario(() -> true);
      if (!wrong.isEmpty()) {
        throw new AssertionError("without any failure: " + wrong);
      }
      threads.remember();
    }
  }

  /** Runs the rare parts too, so that their statements are known. */
  void showRareStatements() {
    scenario(() -> false);
  }

  /** Lets one statement of the running engine fail; returns what is wrong afterwards. */
  List<String> run(Fault fault) {
    driver.arm(fault);
    try {
      return scenario(() -> driver.firedOn() != null);
    } finally {
      driver.disarm();
    }
  }

  private interface Condition {
    boolean holds();
  }

  private List<String> scenario(Condition enough) {
    String tag = "s" + runs++;
    FaultScenario scenario = new FaultScenario(fixture, ledger, tag);
    List<String> wrong = new ArrayList<>();
    attempt(wrong, scenario::run);
    if (wrong.isEmpty() && !enough.holds()) {
      attempt(wrong, () -> rareParts(tag, enough));
    }
    check(wrong, tag, scenario.calls);
    return wrong;
  }

  /**
   * What happens seldom: new connections, nodes that fall silent, work that is done by the clock.
   */
  private void rareParts(String tag, Condition enough) {
    try {
      fixture
          .database
          .dataSource()
          .unwrap(HikariDataSource.class)
          .getHikariPoolMXBean()
          .softEvictConnections();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    ledger.silentNode(tag);
    try {
      FaultCalls.patiently().atMost(RARE).until(enough::holds);
    } catch (ConditionTimeoutException notReached) {
      return;
    }
  }

  /** Lets one statement fail while the engine ends or the next one starts. */
  List<String> restart(Fault fault) {
    List<String> wrong = new ArrayList<>();
    String tag = "r" + runs++;
    FaultScenario scenario = new FaultScenario(fixture, ledger, tag);
    FaultCalls calls = scenario.calls;
    UUID hang = calls.submit(TaskType.LLM, "hang", "hang", JobStatus.CANCELLED, Terms.key(tag));
    calls.submit(TaskType.TTS, "plain", null, JobStatus.SUCCEEDED);
    calls.submit(
        TaskType.TTS, "later", null, JobStatus.SUCCEEDED, Terms.at(Instant.now().plusSeconds(1)));
    attempt(
        wrong,
        () -> FaultCalls.patiently().until(() -> fixture.llm.started.contains(tag + "-hang")));
    driver.arm(fault);
    endAndStart(calls);
    attempt(
        wrong,
        () -> {
          calls.cancel(hang);
          List.copyOf(calls.acknowledged).forEach(scenario::ended);
        });
    driver.disarm();
    if (wrong.isEmpty()) {
      // the new engine does everything; its threads begin with their first work
      wrong.addAll(scenario(() -> true));
    }
    check(wrong, tag, calls);
    return wrong;
  }

  /** Ends and starts without a failure; the statements of that. */
  Map<Statement, Long> restartStatements() {
    FaultCalls calls = new FaultCalls(fixture, "q" + runs++);
    UUID hang = calls.submit(TaskType.LLM, "hang", "hang", JobStatus.CANCELLED);
    FaultCalls.patiently().until(() -> fixture.llm.running.get() > 0);
    driver.forget();
    endAndStart(calls);
    FaultCalls.patiently().until(() -> fixture.llm.running.get() > 0);
    Map<Statement, Long> statements = driver.statements();
    calls.cancel(hang);
    return statements;
  }

  private void endAndStart(FaultCalls calls) {
    ignoring(() -> fixture.engine().drain(Duration.ZERO));
    ignoring(() -> fixture.engine().close());
    calls.run("start", fixture::startAgain);
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void ignoring(Work work) {
    try {
      work.run();
    } catch (Throwable injected) {
      // an engine may end with an error, but it ends
    }
  }

  private static void attempt(List<String> wrong, Runnable work) {
    try {
      work.run();
    } catch (Throwable t) {
      wrong.add(String.valueOf(t.getMessage()));
    }
  }

  private void check(List<String> wrong, String tag, FaultCalls calls) {
    if (wrong.isEmpty()) {
      attempt(wrong, () -> allEnd(tag));
    }
    ledger.open(tag).forEach(job -> wrong.add("stuck: " + job));
    if (wrong.isEmpty()) {
      Map<String, Integer> starts =
          Stream.of(fixture.llm, fixture.tts, fixture.image)
              .flatMap(handler -> handler.runs.entrySet().stream())
              .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().get(), Integer::sum));
      wrong.addAll(ledger.complaints(tag, calls, starts));
      attempt(wrong, () -> allSlotsAreFree(tag + "-probe"));
    }
    if (wrong.isEmpty()) {
      attempt(wrong, this::nodeStartsJobs);
      wrong.addAll(threads.missing());
    }
    ledger.forgetNodes();
  }

  /** As many jobs as there are slots run at once, and end. */
  private void allSlotsAreFree(String tag) {
    FaultCalls calls = new FaultCalls(fixture, tag);
    List<ScriptedHandler> handlers = List.of(fixture.llm, fixture.tts, fixture.image);
    for (ScriptedHandler handler : handlers) {
      handler.gate = new CountDownLatch(1);
      for (int i = 0; i < SLOTS.get(handler.type()); i++) {
        calls.submit(handler.type(), "probe" + i, "wait", JobStatus.SUCCEEDED);
      }
    }
    try {
      FaultCalls.patiently()
          .alias("a job in each slot")
          .until(() -> handlers.stream().allMatch(h -> h.running.get() == SLOTS.get(h.type())));
    } finally {
      handlers.forEach(handler -> handler.gate.countDown());
    }
    allEnd(tag);
  }

  private void allEnd(String tag) {
    FaultCalls.patiently().alias("end of all jobs").until(() -> ledger.open(tag).isEmpty());
  }

  private void nodeStartsJobs() {
    FaultCalls.patiently().alias("the node starts jobs").until(() -> fixture.engine().startsJobs());
  }

  @Override
  public void close() {
    try {
      fixture.close();
    } finally {
      clock.close();
      ledger.close();
    }
  }
}
