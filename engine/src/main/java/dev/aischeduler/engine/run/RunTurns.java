package dev.aischeduler.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.failure.Outage;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.run.RunTurnStore;
import dev.aischeduler.engine.system.SystemContext;
import dev.aischeduler.engine.system.SystemTask;
import dev.aischeduler.engine.system.SystemTaskStoppedException;
import dev.aischeduler.engine.trace.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does turns of runs, each as a system job: notes which jobs of the run have ended, then has its
 * kind go on. A turn that is lost with its node is made again by another, and finds what it had
 * done. Thread-safe.
 */
public final class RunTurns implements SystemTask {
  static final String KIND = "run-turn";
  private static final Logger LOG = LoggerFactory.getLogger(RunTurns.class);

  /** So long a turn goes on while there is more to do, and keeps one of the node's workers. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Set<RunStatus> BEGUN = Set.of(RunStatus.QUEUED);
  private static final Set<RunStatus> ACTIVE = Set.of(RunStatus.QUEUED, RunStatus.RUNNING);

  private final RunStore store;
  private final RunTurnStore turns;
  private final RunJobs jobs;
  private final Map<String, RunKind> kinds;
  private final RunWakeups wakeups;
  private final Traces traces;
  private final Clock clock;

  /** What the system job is to do. */
  record Document(UUID run, long turn) {
    String toJson() {
      try {
        return Json.mapper().writeValueAsString(this);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("cannot write a turn", e);
      }
    }

    /** Of the system job: the same turn is never enqueued twice. */
    UUID id() {
      return UUID.nameUUIDFromBytes(("run/" + run + "/" + turn).getBytes(StandardCharsets.UTF_8));
    }
  }

  public RunTurns(
      RunStore store,
      RunTurnStore turns,
      RunJobs jobs,
      List<RunKind> kinds,
      RunWakeups wakeups,
      Traces traces,
      Clock clock) {
    this.traces = traces;
    this.store = store;
    this.turns = turns;
    this.jobs = jobs;
    this.kinds = kinds.stream().collect(Collectors.toMap(RunKind::name, Function.identity()));
    this.wakeups = wakeups;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** A turn that failed for good is found by the wake-ups, which open another. */
  @Override
  public int retries() {
    return 2;
  }

  @Override
  public String run(String document, SystemContext context) throws Exception {
    Document todo = StrictJson.read(document, Document.class);
    if (!turns.beginTurn(todo.run(), todo.turn(), clock.instant())) {
      return "the turn is over";
    }
    Next next;
    try {
      next = turn(todo, context);
    } catch (SystemTaskStoppedException e) {
      throw e;
    } catch (Exception e) {
      if (Outage.causedBy(e)) {
        throw e;
      }
      next = new Next.Ended(RunStatus.FAILED, why(todo.run(), e));
    }
    endCancelled(todo.run());
    end(todo, next);
    return "turn " + todo.turn() + " of run " + todo.run() + ": " + next;
  }

  private static String why(UUID run, Exception e) {
    if (e instanceof RunFailedException) {
      LOG.warn("run {} cannot go on: {}", run, e.getMessage());
      return String.valueOf(e.getMessage());
    }
    LOG.error("run {} cannot go on: {}", run, e.toString(), e);
    return e.toString();
  }

  private Next turn(Document todo, SystemContext context) throws Exception {
    Instant end = clock.instant().plus(LONGEST);
    Next next = new Next.Again();
    while (next instanceof Next.Again && clock.instant().isBefore(end)) {
      context.checkCancelled();
      jobs.settle(todo.run(), context::checkCancelled);
      Run run = store.find(todo.run()).orElse(null);
      if (run == null || run.status().isFinal() || run.status() == RunStatus.PAUSED) {
        return new Next.Await(null);
      }
      if (run.status() == RunStatus.QUEUED) {
        store.change(run.id(), BEGUN, RunStatus.RUNNING, null, clock.instant());
        LOG.info("run {} ({} {}) begins", run.id(), run.kind(), run.name());
        run = store.find(run.id()).orElseThrow();
      }
      RunKind kind = kinds.get(run.kind());
      if (kind == null) {
        throw new RunFailedException("this node knows no runs of kind " + run.kind());
      }
      next = advance(kind, run, context);
      turns.touchTurn(todo.run(), todo.turn(), clock.instant());
    }
    return next;
  }

  /** The jobs that it submits belong to the trace of the run. */
  private Next advance(RunKind kind, Run run, SystemContext context) throws Exception {
    return traces.within(run.traceparent(), () -> kind.advance(run, context::checkCancelled));
  }

  /**
   * A user may have cancelled the run while a turn stored jobs that the user's call did not see, or
   * a node was lost right after it had stored them.
   */
  private void endCancelled(UUID id) {
    Run run = store.find(id).filter(r -> r.status() == RunStatus.CANCELLED).orElse(null);
    if (run == null) {
      return;
    }
    jobs.cancel(id);
    RunKind kind = kinds.get(run.kind());
    if (kind != null) {
      kind.cancelled(id);
    }
  }

  private void end(Document todo, Next next) {
    Instant now = clock.instant();
    if (next instanceof Next.Ended ended) {
      boolean changed = store.change(todo.run(), ACTIVE, ended.status(), ended.error(), now);
      LOG.info("run {} ended: {}, {}", todo.run(), ended.status().wireName(), changed);
    }
    Instant after = null;
    if (next instanceof Next.Again) {
      after = now;
    } else if (next instanceof Next.Await await && await.atMost() != null) {
      after = now.plus(await.atMost());
    }
    turns.endTurn(todo.run(), todo.turn(), after, now);
    wakeups.lookSoon();
  }
}
