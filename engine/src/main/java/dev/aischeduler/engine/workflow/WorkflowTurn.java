package dev.aischeduler.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.failure.Outage;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.workflow.StepState;
import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.engine.run.RunContext;
import dev.aischeduler.engine.workflow.definition.StepDefinition;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import dev.aischeduler.engine.workflow.step.StepFailedException;
import dev.aischeduler.engine.workflow.template.TemplateException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves the steps of a run on: begins those whose needs are over, and notes which have ended.
 * Confined to one thread.
 */
final class WorkflowTurn {
  /** Longest list of {@code for_each}. */
  private static final int LONGEST_LIST = 10_000;

  private final WorkflowDefinition definition;
  private final StepTable table;
  private final StepValues values;
  private final Submitter submitter;
  private final KnownSteps known;
  private final RunArtifacts artifacts;
  private final RunContext context;
  private final Clock clock;
  private final Set<String> settled = new HashSet<>();
  private Submitter.@Nullable Stored stored;

  WorkflowTurn(
      WorkflowDefinition definition,
      StepTable table,
      StepValues values,
      Submitter submitter,
      KnownSteps known,
      RunArtifacts artifacts,
      RunContext context,
      Clock clock) {
    this.definition = definition;
    this.table = table;
    this.values = values;
    this.submitter = submitter;
    this.known = known;
    this.artifacts = artifacts;
    this.context = context;
    this.clock = clock;
  }

  /**
   * Notes which of the steps that run have ended, before any begins: one that failed may keep
   * others from it.
   */
  void settle() {
    for (String name : definition.order()) {
      WorkflowStep step = table.of(name);
      if (step.state() == StepState.RUNNING) {
        settle(definition.step(name), step);
        if (table.of(name).state() != StepState.RUNNING) {
          settled.add(name);
        }
      }
    }
  }

  /** Whether there is something to do for a step, or it has just ended. */
  boolean isDue(String name) {
    StepDefinition step = definition.step(name);
    return switch (table.of(name).state()) {
      case WAITING -> isNeedless(step) || mayBegin(step);
      case RUNNING -> table.items(name).size() < jobs(name);
      default -> settled.contains(name);
    };
  }

  /** How many jobs a step has; 0 while that is not known. */
  int jobs(String name) {
    Integer jobs = table.of(name).jobs();
    return jobs == null ? 0 : jobs;
  }

  /** Whether every step is over. */
  boolean isOver() {
    return table.count(StepState.WAITING) == 0 && table.count(StepState.RUNNING) == 0;
  }

  /** Stores the jobs that were gathered. */
  void store() {
    stored = submitter.store();
  }

  /** Whether {@link #store} was called. */
  boolean isStored() {
    return stored != null;
  }

  /** How {@link #store} went; there may have been nothing to store. */
  Submitter.Stored stored() {
    return stored == null ? new Submitter.Stored(true, null) : stored;
  }

  /**
   * Does for a step what can be done now; steps that it needs come first.
   *
   * @return how far it is
   */
  StepState advance(String name) {
    StepDefinition step = definition.step(name);
    StepState state = table.of(name).state();
    if (state == StepState.WAITING) {
      if (isNeedless(step)) {
        skip(step);
      } else if (mayBegin(step)) {
        begin(step);
      }
    } else if (state == StepState.RUNNING) {
      submitMore(step);
    }
    return table.of(name).state();
  }

  /** A fallback whose step needs none, or a step all of whose needs were skipped. */
  private boolean isNeedless(StepDefinition step) {
    StepDefinition replaced = definition.replacedBy(step.name());
    if (replaced != null) {
      StepState of = table.of(replaced.name()).state();
      return of == StepState.SUCCEEDED || of == StepState.SKIPPED;
    }
    Set<String> needs = step.needs();
    return !needs.isEmpty()
        && needs.stream().allMatch(need -> table.of(need).state() == StepState.SKIPPED);
  }

  private boolean mayBegin(StepDefinition step) {
    StepDefinition replaced = definition.replacedBy(step.name());
    return step.needs().stream().allMatch(table::isOver)
        && (replaced == null || table.of(replaced.name()).state() == StepState.FAILED)
        && !table.hasFailed();
  }

  private void skip(StepDefinition step) {
    table.set(table.of(step.name()).over(StepState.SKIPPED, null, null, clock.instant()));
  }

  private void begin(StepDefinition step) {
    context.checkStopped();
    Instant now = clock.instant();
    try {
      if (step.when() != null && !step.when().holds(values)) {
        skip(step);
        return;
      }
      if (step.work() instanceof StepDefinition.ActionWork work) {
        table.set(table.of(step.name()).running(null, now));
        act(step, work);
        return;
      }
      int jobs = step.forEach() == null ? 1 : list(step.forEach().expand(values)).size();
      table.set(table.of(step.name()).running(jobs, now));
      submitMore(step);
      settle(step, table.of(step.name()));
    } catch (TemplateException e) {
      fail(step, String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode list(JsonNode value) {
    if (!value.isArray()) {
      throw new TemplateException("for_each must be a list");
    }
    if (value.size() > LONGEST_LIST) {
      throw new TemplateException("for_each has more than " + LONGEST_LIST + " elements");
    }
    return value;
  }

  private void act(StepDefinition step, StepDefinition.ActionWork work) {
    try {
      JsonNode settings = work.settings().expand(values);
      ObjectNode result =
          known.action(work.kind()).run(settings, artifacts.context(step.name(), context));
      table.set(
          table
              .of(step.name())
              .over(StepState.SUCCEEDED, null, result.toString(), clock.instant()));
    } catch (StepFailedException | TemplateException e) {
      fail(step, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // of the node that stops, or of a database that is away: the turn is made again
      context.checkStopped();
      if (Outage.causedBy(e)) {
        throw e;
      }
      fail(step, e.toString());
    } catch (Exception e) {
      fail(step, e.toString());
    }
  }

  private void fail(StepDefinition step, String why) {
    WorkflowStep now = table.of(step.name());
    WorkflowStep begun = now.startedAt() == null ? now.running(now.jobs(), clock.instant()) : now;
    table.set(begun.over(StepState.FAILED, why, null, clock.instant()));
  }

  /** Submits those jobs of a step that were not, as many as may run at once. */
  private void submitMore(StepDefinition step) {
    Map<Integer, RunItem> items = table.items(step.name());
    int jobs = jobs(step.name());
    boolean failed = table.hasFailed() || (isStrict(step) && failure(step) != null);
    if (items.size() >= jobs || failed) {
      return;
    }
    if (jobs - items.size() > submitter.room()) {
      fail(step, "the workflow has more than " + Submitter.MOST_ITEMS + " jobs; make it smaller");
      return;
    }
    int room = step.limit() == 0 ? jobs : step.limit() - table.inFlight(step.name());
    try {
      JsonNode list = step.forEach() == null ? null : list(step.forEach().expand(values));
      for (int i = 0; i < jobs && room > 0; i++) {
        if (!items.containsKey(i)) {
          submitter.add(step, i, list == null ? values : values.with(list.path(i), i));
          room--;
        }
      }
    } catch (TemplateException e) {
      fail(step, String.valueOf(e.getMessage()));
    }
  }

  /** Whether one failed job is enough to submit no more of them. */
  private static boolean isStrict(StepDefinition step) {
    return step.onFailure() != StepDefinition.OnFailure.CONTINUE;
  }

  private void settle(StepDefinition step, WorkflowStep row) {
    if (row.state() != StepState.RUNNING || row.jobs() == null) {
      return;
    }
    if (table.inFlight(step.name()) > 0) {
      return;
    }
    String failure = failure(step);
    boolean all = table.items(step.name()).size() >= row.jobs();
    if (failure != null && (all || isStrict(step))) {
      fail(step, failure);
    } else if (all) {
      table.set(row.over(StepState.SUCCEEDED, null, null, clock.instant()));
    } else if (table.hasFailed()) {
      fail(step, "the workflow failed before all of its jobs were submitted");
    }
  }

  /** Why a step fails; null unless a job of it did not succeed. */
  private @Nullable String failure(StepDefinition step) {
    for (Map.Entry<Integer, RunItem> entry : table.items(step.name()).entrySet()) {
      RunItem item = entry.getValue();
      if (item.state() != ItemState.SUBMITTED && item.state() != ItemState.SUCCEEDED) {
        String why = Objects.requireNonNullElse(item.error(), item.state().wireName());
        return step.forEach() == null ? why : StepTable.label(step, entry.getKey()) + ": " + why;
      }
    }
    return null;
  }
}
