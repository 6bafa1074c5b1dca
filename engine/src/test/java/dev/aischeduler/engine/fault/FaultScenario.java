package dev.aischeduler.engine.fault;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.bulk.BulkAction;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.engine.testing.EngineFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Everything that clients do with an engine, once each: what one failure is injected into. Used by
 * one thread.
 */
final class FaultScenario {
  private static final int MOST = 1000;

  private final EngineFixture fixture;
  private final FaultLedger ledger;
  private final String tag;
  final FaultCalls calls;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<JobEvent> heard = new CopyOnWriteArrayList<>();

  /** A run whose jobs bear this tag. */
  FaultScenario(EngineFixture fixture, FaultLedger ledger, String tag) {
    this.fixture = fixture;
    this.ledger = ledger;
    this.tag = tag;
    this.calls = new FaultCalls(fixture, tag);
  }

  /** Does everything; returns when every job has ended. */
  void run() {
    UUID plain = calls.submit(TestTaskTypes.LLM, "plain", null, JobStatus.SUCCEEDED);
    watch(plain);
    submissions();
    final UUID permanent =
        calls.submit(TestTaskTypes.TTS, "permanent", "permanent", JobStatus.FAILED);
    final UUID hang = hanging();
    UUID late = waitingLane();
    calls.cancel(hang);
    reads(plain);
    tenants();
    drainAndGoOn();
    ended(permanent);
    calls.retry(permanent);
    ended(late);
    resume();
    for (UUID job : List.copyOf(calls.acknowledged)) {
      ended(job);
    }
    hears(plain);
  }

  private void submissions() {
    FaultTerms keyed = FaultTerms.key(tag + "-key");
    UUID first = calls.submit(TestTaskTypes.LLM, "keyed", null, JobStatus.SUCCEEDED, keyed);
    UUID second = calls.submit(TestTaskTypes.LLM, "keyed", null, JobStatus.SUCCEEDED, keyed);
    if (!first.equals(second)) {
      throw new AssertionError("one key gave two jobs");
    }
    calls.submitAll(
        List.of(TestTaskTypes.LLM, TestTaskTypes.TTS, TestTaskTypes.LLM), "all", FaultTerms.NONE);
    Instant soon = Instant.now().plusMillis(300);
    calls.submit(TestTaskTypes.LLM, "later", null, JobStatus.SUCCEEDED, FaultTerms.at(soon));
    calls.submit(TestTaskTypes.TTS, "flaky", "fail-once", JobStatus.SUCCEEDED);
    calls.submit(TestTaskTypes.TTS, "artifact", "artifact", JobStatus.SUCCEEDED);
    calls.submit(
        TestTaskTypes.TTS, "slow", "hang", JobStatus.FAILED, FaultTerms.timeout(1, tag + "-slow"));
  }

  private UUID hanging() {
    UUID hang =
        calls.submit(
            TestTaskTypes.LLM, "hang", "hang", JobStatus.CANCELLED, FaultTerms.key(tag + "-hang"));
    FaultCalls.patiently()
        .alias("start of a job that hangs")
        .until(() -> fixture.llm.started.contains(tag + "-hang"));
    return hang;
  }

  /** Changes jobs that wait in a paused lane; returns the one whose queue time-out runs. */
  private UUID waitingLane() {
    calls.run("pause", () -> calls.jobs().pause(TestTaskTypes.IMAGE, true));
    UUID late =
        calls.submit(
            TestTaskTypes.IMAGE, "late", null, JobStatus.FAILED, FaultTerms.queueTimeout(1));
    UUID moved = calls.submit(TestTaskTypes.IMAGE, "moved", null, JobStatus.SUCCEEDED);
    calls.call("reprioritise", () -> calls.jobs().reprioritise(moved, 9));
    calls.cancel(calls.submit(TestTaskTypes.IMAGE, "cancelled", null, JobStatus.CANCELLED));
    FaultTerms unique = FaultTerms.unique(tag + "-unique");
    calls.submit(TestTaskTypes.IMAGE, "unique", null, JobStatus.SUCCEEDED, unique);
    calls.submit(TestTaskTypes.IMAGE, "unique", null, JobStatus.SUCCEEDED, unique);
    ledger.orphan(calls.submit(TestTaskTypes.IMAGE, "orphan", null, JobStatus.SUCCEEDED), tag);
    bulk();
    return late;
  }

  private void bulk() {
    String bulk = tag + "-bulk";
    List<UUID> jobs =
        calls.submitAll(
            Stream.generate(() -> TestTaskTypes.IMAGE).limit(3).toList(),
            "bulk",
            FaultTerms.tagged(bulk));
    JobFilter all = new JobFilter(Set.of(), Set.of(), List.of(bulk), null, null, null, null);
    JobFilter cancelled = all.in(Set.of(JobStatus.CANCELLED));
    calls.call("cancel all", () -> calls.jobs().actions().run(new BulkAction.Cancel(), all, MOST));
    calls.call(
        "retry all",
        () -> {
          jobs.forEach(job -> calls.retries.merge(job, 1, Integer::sum));
          calls.bulkRetries.incrementAndGet();
          return calls.jobs().actions().run(new BulkAction.Retry(), cancelled, MOST);
        });
    calls.call(
        "reprioritise all",
        () -> calls.jobs().actions().run(new BulkAction.Reprioritise(2), all, MOST));
  }

  private void reads(UUID job) {
    calls.call("find", () -> calls.jobs().find(job));
    calls.call("list", () -> calls.jobs().list(JobFilter.all(), null, 5));
    calls.call("lanes", () -> calls.jobs().lanes());
    calls.call("dead letters", () -> calls.jobs().actions().deadLetters(null));
    calls.call("nodes", () -> fixture.engine().nodes().list());
    calls.call("servers", () -> fixture.engine().nodes().servers());
    calls.call(
        "weights",
        () -> calls.jobs().weights(Map.of(TestTaskTypes.LLM, 70, TestTaskTypes.IMAGE, 30)));
  }

  private void tenants() {
    Tenant team = new Tenant("team", 1, 1000, 100_000, 1_000_000);
    calls.call("put tenant", () -> calls.jobs().tenants().put(team));
    calls.submit(TestTaskTypes.LLM, "tenant", null, JobStatus.SUCCEEDED, FaultTerms.tenant("team"));
    calls.submit(TestTaskTypes.IMAGE, "shared", null, JobStatus.SUCCEEDED);
    calls.call("delete tenant", () -> calls.jobs().tenants().delete("team"));
  }

  private void drainAndGoOn() {
    var nodes = fixture.engine().nodes();
    calls.call("drain", () -> nodes.drain(nodes.self(), true).orElseThrow());
    calls.call("drain no more", () -> nodes.drain(nodes.self(), false).orElseThrow());
  }

  private void resume() {
    calls.run("resume", () -> calls.jobs().pause(TestTaskTypes.IMAGE, false));
  }

  /** Waits as a client does that calls again after an error. */
  void ended(UUID job) {
    long until = System.nanoTime() + FaultCalls.PATIENCE.toNanos();
    Job now;
    do {
      now = calls.call("await", () -> calls.jobs().await(job, Duration.ofSeconds(2)));
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("job stays " + now.status() + ": " + ledger.describe(job));
      }
    } while (!now.status().isFinal());
  }

  private void watch(UUID job) {
    subscriptions.add(calls.call("watch", () -> calls.jobs().subscribe(job, 0, heard::add)));
    subscriptions.add(calls.jobs().subscribeAll(event -> {}));
  }

  private void hears(UUID job) {
    try {
      FaultCalls.patiently()
          .alias("a watcher hears the end of job " + job)
          .until(() -> heard.stream().anyMatch(e -> e.data().contains("succeeded")));
    } finally {
      subscriptions.forEach(Subscription::close);
    }
  }
}
