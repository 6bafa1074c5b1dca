package dev.aischeduler.engine.fault;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.ScriptedHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold after each failure. Used by one thread. */
final class FaultChecks {
  /** Slots of the lanes, which all jobs of the last check must get at once. */
  private static final Map<TaskType, Integer> SLOTS =
      Map.of(TestTaskTypes.LLM, 2, TestTaskTypes.TTS, 2, TestTaskTypes.IMAGE, 1);

  private final EngineFixture fixture;
  private final FaultLedger ledger;
  private final FaultThreads threads = new FaultThreads(Thread.currentThread().getThreadGroup());

  /** Checks of an engine that was made in this thread's group. */
  FaultChecks(EngineFixture fixture, FaultLedger ledger) {
    this.fixture = fixture;
    this.ledger = ledger;
  }

  /** Notes the threads of a healthy engine. */
  void rememberThreads() {
    threads.remember();
  }

  /** Adds what is wrong with an engine and the jobs of a tag, which end first. */
  void all(List<String> wrong, String tag, FaultCalls calls) {
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
    if (!wrong.isEmpty()) {
      wrong.add(state());
    }
    ledger.forgetNodes();
  }

  /** State of an engine that came to harm, for the report. */
  String state() {
    return "starts jobs: "
        + fixture.engine().startsJobs()
        + ", nodes "
        + ledger.nodes()
        + ", "
        + threads.doing();
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

  /** Adds how some work fails. */
  static void attempt(List<String> wrong, Runnable work) {
    try {
      work.run();
    } catch (Throwable t) {
      wrong.add(String.valueOf(t.getMessage()));
    }
  }
}
