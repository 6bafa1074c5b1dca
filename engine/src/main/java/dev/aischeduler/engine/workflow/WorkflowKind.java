package dev.aischeduler.engine.workflow;

import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunItemStore;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.workflow.StepState;
import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.db.workflow.WorkflowStepStore;
import dev.aischeduler.engine.batch.BatchTurns;
import dev.aischeduler.engine.refusal.NoRoomException;
import dev.aischeduler.engine.run.Next;
import dev.aischeduler.engine.run.RunContext;
import dev.aischeduler.engine.run.RunKind;
import dev.aischeduler.engine.submission.Submissions;
import dev.aischeduler.engine.workflow.definition.DefinitionReader;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Advances runs of kind {@code workflow}. Thread-safe. */
final class WorkflowKind implements RunKind {
  static final String NAME = "workflow";

  /** Names of steps in a note for people. */
  private static final int NAMED = 5;

  private final RunStore store;
  private final RunItemStore runItems;
  private final WorkflowStepStore steps;
  private final JobStore jobs;
  private final ArtifactStore artifacts;
  private final Submissions submissions;
  private final DefinitionReader reader;
  private final KnownSteps known;
  private final BatchTurns batch;
  private final Clock clock;

  WorkflowKind(
      RunStore store,
      RunItemStore runItems,
      WorkflowStepStore steps,
      JobStore jobs,
      ArtifactStore artifacts,
      Submissions submissions,
      KnownSteps known,
      BatchTurns batch,
      Clock clock) {
    this.store = store;
    this.runItems = runItems;
    this.steps = steps;
    this.jobs = jobs;
    this.artifacts = artifacts;
    this.submissions = submissions;
    // it was checked when it was stored
    this.reader = new DefinitionReader((step, inputs, problems) -> {});
    this.known = known;
    this.batch = batch;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Next advance(Run run, RunContext context) throws Exception {
    WorkflowSpec spec = WorkflowSpec.of(run.spec());
    WorkflowDefinition definition = reader.read(spec.definition());
    List<WorkflowStep> stored = stored(run.id(), definition);
    int lastItem = stored.stream().mapToInt(WorkflowStep::lastItem).max().orElse(0);
    // before the items; see Submitter
    lastItem = Math.max(lastItem, runItems.lastItem(run.id()));
    List<RunItem> items = runItems.items(run.id(), null, 0, Submitter.MOST_ITEMS);
    StepTable table = new StepTable(definition, stored, items);
    StepValues values = new StepValues(definition, table, spec.inputs(), jobs, artifacts);
    Submitter submitter = new Submitter(run, lastItem, submissions, runItems, clock);
    RunArtifacts files = new RunArtifacts(run.id(), jobs, artifacts, clock);
    WorkflowTurn turn =
        new WorkflowTurn(definition, table, values, submitter, known, files, context, clock);
    turn.settle();
    if (definition.order().stream().anyMatch(turn::isDue) && !execute(run.id(), definition, turn)) {
      return new Next.Again();
    }
    Submitter.Stored submitted = turn.stored();
    steps.save(table.takeChanged());
    NoRoomException full = submitted.full();
    if (full != null) {
      note(run, table, "; waits for room: " + full.reason());
      return new Next.Await(Duration.ofSeconds(full.retryAfterS()));
    }
    if (!submitted.asExpected()) {
      return new Next.Again();
    }
    if (table.count(StepState.RUNNING) > 0) {
      note(run, table, "");
      return new Next.Await(null);
    }
    return ended(run, definition, table, new WorkflowOutputs(definition, values, files));
  }

  @Override
  public void cancelled(UUID run) {
    steps.cancelRunning(run, clock.instant());
  }

  /** False when Spring Batch takes the job for completed, because a user has reopened the run. */
  private boolean execute(UUID run, WorkflowDefinition definition, WorkflowTurn turn)
      throws Exception {
    batch.turn(run, books -> new WorkflowJob(books, definition.order(), turn, clock));
    if (!turn.isStored()) {
      batch.reopen(run, NAME);
    }
    return turn.isStored();
  }

  private List<WorkflowStep> stored(UUID run, WorkflowDefinition definition) {
    List<WorkflowStep> known = steps.list(run);
    if (!known.isEmpty()) {
      return known;
    }
    List<WorkflowStep> fresh = new ArrayList<>();
    for (String name : definition.order()) {
      fresh.add(WorkflowStep.waiting(run, name, fresh.size(), definition.step(name).work().kind()));
    }
    return steps.begin(run, fresh);
  }

  private Next ended(
      Run run, WorkflowDefinition definition, StepTable table, WorkflowOutputs outputs) {
    if (table.hasFailed()) {
      note(run, table, "");
      String error =
          definition.order().stream()
              .filter(name -> table.of(name).state() == StepState.FAILED && table.isFatal(name))
              .map(name -> "step " + name + ": " + table.of(name).error())
              .findFirst()
              .orElse("a step failed");
      return new Next.Ended(RunStatus.FAILED, error);
    }
    if (table.count(StepState.WAITING) > 0) {
      return new Next.Ended(
          RunStatus.FAILED,
          "steps can never begin: " + String.join(", ", table.names(StepState.WAITING)));
    }
    WorkflowOutputs.Collected collected = outputs.collect();
    store.save(run.id(), collected.state(), summary(table), clock.instant());
    return new Next.Ended(
        collected.error() == null ? RunStatus.SUCCEEDED : RunStatus.FAILED, collected.error());
  }

  private void note(Run run, StepTable table, String more) {
    List<String> running = table.names(StepState.RUNNING);
    String names = String.join(", ", running.subList(0, Math.min(NAMED, running.size())));
    String others = running.size() > NAMED ? " and " + (running.size() - NAMED) + " more" : "";
    String now = running.isEmpty() ? "" : "; running: " + names + others;
    String note = summary(table) + now + more;
    if (!note.equals(run.note())) {
      store.save(run.id(), run.state(), note, clock.instant());
    }
  }

  private static String summary(StepTable table) {
    long done =
        table.count(StepState.SUCCEEDED)
            + table.count(StepState.SKIPPED)
            + table.count(StepState.FAILED);
    long all = done + table.count(StepState.RUNNING) + table.count(StepState.WAITING);
    return done + " of " + all + " steps done";
  }
}
