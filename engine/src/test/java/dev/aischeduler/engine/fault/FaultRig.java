package dev.aischeduler.engine.fault;

import com.zaxxer.hikari.HikariDataSource;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.DatabaseClock;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.fault.Fault;
import dev.aischeduler.db.fault.Fault.Statement;
import dev.aischeduler.db.fault.FaultyDriver;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One engine that lives through many failures, one at a time, and is looked over after each. Used
 * by one thread, of a thread group of its own.
 */
final class FaultRig implements AutoCloseable {
  private static final Duration RARE = Duration.ofSeconds(6);

  final FaultyDriver driver;
  private final EngineFixture fixture;
  private final FaultLedger ledger;
  private final DatabaseClock clock;
  private final FaultChecks checks;
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
    this.checks = new FaultChecks(fixture, ledger);
  }

  /** Runs without a failure, which must pass; remembers the threads of a healthy engine. */
  void warmUp() {
    for (int i = 0; i < 3; i++) {
      List<String> wrong = scenario(() -> true);
      if (!wrong.isEmpty()) {
        throw new AssertionError("without any failure: " + wrong);
      }
      checks.rememberThreads();
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
      List<String> wrong = scenario(() -> driver.firedOn() != null);
      if (!wrong.isEmpty()) {
        wrong.add("met by " + driver.firedOn());
      }
      return wrong;
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
    FaultChecks.attempt(wrong, scenario::run);
    if (wrong.isEmpty() && !enough.holds()) {
      FaultChecks.attempt(wrong, () -> rareParts(tag, enough));
    }
    checks.all(wrong, tag, scenario.calls);
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
    UUID hang =
        calls.submit(TestTaskTypes.LLM, "hang", "hang", JobStatus.CANCELLED, FaultTerms.key(tag));
    calls.submit(TestTaskTypes.TTS, "plain", null, JobStatus.SUCCEEDED);
    calls.submit(
        TestTaskTypes.TTS,
        "later",
        null,
        JobStatus.SUCCEEDED,
        FaultTerms.at(Instant.now().plusSeconds(1)));
    FaultChecks.attempt(
        wrong,
        () -> FaultCalls.patiently().until(() -> fixture.llm.started.contains(tag + "-hang")));
    driver.arm(fault);
    endAndStart(calls);
    FaultChecks.attempt(
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
    checks.all(wrong, tag, calls);
    return wrong;
  }

  /** Ends and starts without a failure; the statements of that. */
  Map<Statement, Long> restartStatements() {
    FaultCalls calls = new FaultCalls(fixture, "q" + runs++);
    UUID hang = calls.submit(TestTaskTypes.LLM, "hang", "hang", JobStatus.CANCELLED);
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

  @Override
  public void close() {
    // an engine that came to harm may not end in order, but must give its connections back
    ignoring(fixture::close);
    fixture.database.close();
    clock.close();
    ledger.close();
  }
}
