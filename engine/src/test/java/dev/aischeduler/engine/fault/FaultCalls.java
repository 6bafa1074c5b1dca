package dev.aischeduler.engine.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.webhook.CallbackTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A client of an engine whose database fails: it calls again after a call that threw, as clients
 * do, and keeps a list of what each job must come to. Used by one thread.
 */
final class FaultCalls {
  /** What a healthy system may take to get over one failure. */
  static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("fault.patience", 20));

  private final EngineFixture fixture;
  private final String tag;

  /** Text of each job that may exist, and how it must end. */
  final Map<String, JobStatus> ends = new HashMap<>();

  /** Jobs that a call has named. */
  final Set<UUID> acknowledged = new HashSet<>();

  /** Texts of the calls that threw: their jobs exist all or not at all. */
  final List<List<String>> doubtful = new ArrayList<>();

  /** How often each job may have been opened again after its end. */
  final Map<UUID, Integer> retries = new HashMap<>();

  /** Retries of all jobs that a bulk call may have left. */
  final AtomicInteger bulkRetries = new AtomicInteger();

  /** A client whose jobs bear this tag. */
  FaultCalls(EngineFixture fixture, String tag) {
    this.fixture = fixture;
    this.tag = tag;
  }

  /** Calls until it returns; the failure when it does not within {@link #PATIENCE}. */
  <T> T call(String what, Callable<T> call) {
    AtomicReference<@Nullable Throwable> last = new AtomicReference<>();
    AtomicReference<@Nullable T> answer = new AtomicReference<>();
    try {
      patiently()
          .until(
              () -> {
                try {
                  answer.set(call.call());
                  return true;
                } catch (Throwable t) {
                  last.set(t);
                  return false;
                }
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + " keeps failing: " + last.get(), last.get());
    }
    T result = answer.get();
    if (result == null) {
      throw new AssertionError(what + " gave nothing");
    }
    return result;
  }

  void run(String what, Runnable call) {
    call(
        what,
        () -> {
          call.run();
          return true;
        });
  }

  static org.awaitility.core.ConditionFactory patiently() {
    return Awaitility.await()
        .dontCatchUncaughtExceptions()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(5, TimeUnit.MILLISECONDS);
  }

  UUID submit(TaskType type, String name, @Nullable String action, JobStatus end) {
    return submit(type, name, action, end, FaultTerms.NONE);
  }

  /** A call with a key names the same job each time; another makes a job of another text. */
  UUID submit(
      TaskType type, String name, @Nullable String action, JobStatus end, FaultTerms terms) {
    int[] tries = new int[1];
    return call(
        "submit " + name,
        () -> {
          String text = tag + "-" + name + (terms.key() == null ? "." + tries[0]++ : "");
          ends.put(text, end);
          try {
            UUID id = fixture.jobs().submit(submission(type, text, action, terms)).job().id();
            acknowledged.add(id);
            return id;
          } catch (Throwable t) {
            doubtful.add(List.of(text));
            throw t;
          }
        });
  }

  /** Submits in one transaction: all are there or none. */
  List<UUID> submitAll(List<TaskType> types, String name, FaultTerms terms) {
    int[] tries = new int[1];
    return call(
        "submit all " + name,
        () -> {
          List<Submission> all = new ArrayList<>();
          List<String> texts = new ArrayList<>();
          int round = tries[0]++;
          for (int i = 0; i < types.size(); i++) {
            String text = tag + "-" + name + i + "." + round;
            texts.add(text);
            ends.put(text, JobStatus.SUCCEEDED);
            all.add(submission(types.get(i), text, null, terms));
          }
          try {
            List<UUID> ids =
                fixture.jobs().submitAll(all).stream().map(made -> made.job().id()).toList();
            acknowledged.addAll(ids);
            return ids;
          } catch (Throwable t) {
            doubtful.add(texts);
            throw t;
          }
        });
  }

  private Submission submission(
      TaskType type, String text, @Nullable String action, FaultTerms terms) {
    ObjectNode request = EngineFixture.request(text, action);
    List<String> tags = new ArrayList<>(List.of(tag));
    tags.addAll(terms.tags());
    return new Submission(
        type,
        request,
        null,
        terms.timeoutS() == null ? 5 : 1,
        terms.timeoutS(),
        terms.runAt(),
        tags,
        terms.key(),
        terms.uniqueKey(),
        terms.queueTimeoutS(),
        new Submission.RetryTerms(0, 0, 1.0),
        terms.tenant(),
        CallbackTerms.NONE);
  }

  /** Cancels, until the call returns; says so when the job is not cancelled then. */
  void cancel(UUID id) {
    call("cancel", () -> fixture.jobs().cancel(id));
  }

  /** Runs an ended job again; a second call finds that the first one did it. */
  void retry(UUID id) {
    call(
        "retry",
        () -> {
          retries.merge(id, 1, Integer::sum);
          try {
            return fixture.jobs().retry(id);
          } catch (ConflictException e) {
            if (retries.getOrDefault(id, 0) > 1) {
              return true;
            }
            throw e;
          }
        });
  }

  /** The engine's jobs. */
  JobService jobs() {
    return fixture.jobs();
  }
}
