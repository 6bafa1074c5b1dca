package dev.aischeduler.engine.workflow;

import dev.aischeduler.config.Suggestion;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.workflow.StepState;
import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.submission.JobFactory;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.workflow.definition.StepDefinition;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Does what is over again: a workflow from where it failed, or from a step. Thread-safe. */
final class WorkflowRedo {
  private static final Set<RunStatus> RESTARTABLE =
      EnumSet.of(RunStatus.FAILED, RunStatus.CANCELLED);
  private static final Set<RunStatus> OVER =
      EnumSet.of(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED);
  private static final Set<JobStatus> RETRIABLE = EnumSet.of(JobStatus.FAILED, JobStatus.CANCELLED);

  private final Workflows.Parts parts;

  WorkflowRedo(Workflows.Parts parts) {
    this.parts = parts;
  }

  /**
   * Goes on with a run that failed or was cancelled: jobs that failed or were cancelled run again;
   * what was done is kept.
   *
   * @throws ConflictException when it neither failed nor was cancelled
   */
  void restart(Workflows.View view) {
    Run run = view.run();
    if (!RESTARTABLE.contains(run.status())) {
      throw new ConflictException(
          "workflow "
              + run.id()
              + " is "
              + run.status().wireName()
              + "; only one that failed or was cancelled can be restarted");
    }
    hold(run, RESTARTABLE);
    StepTable table = table(view);
    List<String> again =
        view.steps().stream()
            .filter(
                step ->
                    step.state() == StepState.CANCELLED
                        || step.state() == StepState.RUNNING
                        || (step.state() == StepState.FAILED && table.isFatal(step.step())))
            .map(WorkflowStep::step)
            .toList();
    List<RunItem> items =
        again.stream().flatMap(step -> table.items(step).values().stream()).toList();
    parts
        .runItems()
        .removeItems(
            run.id(),
            items.stream()
                .filter(item -> item.state() == ItemState.REJECTED)
                .map(RunItem::item)
                .toList(),
            parts.clock().instant());
    retry(run.id(), items);
    parts.steps().reopen(run.id(), again);
    parts.runs().resume(run.id());
  }

  private void retry(UUID run, List<RunItem> items) {
    List<Job> ended =
        items.stream()
            .filter(item -> item.state() == ItemState.FAILED || item.state() == ItemState.CANCELLED)
            .map(RunItem::jobId)
            .filter(Objects::nonNull)
            .flatMap(id -> parts.jobs().find(id).stream())
            .toList();
    List<Transition> retried =
        parts
            .queue()
            .retry(
                ended,
                RETRIABLE,
                job ->
                    new JobQueue.Terms(
                        JobFactory.freshAttempts(parts.settings().lanes(), job),
                        JobFactory.startBy(parts.clock().instant(), job.queueTimeoutS())),
                parts.clock().instant());
    parts
        .runItems()
        .resubmitted(run, ended.stream().map(Job::id).toList(), parts.clock().instant());
    parts.publisher().changed(retried);
  }

  /**
   * Does a step again, and every step that needs it, directly or not; the others keep their
   * results.
   *
   * @throws ConflictException when the run is not over
   * @throws InvalidRequestException for an unknown step
   */
  void rerun(Workflows.View view, String step) {
    Run run = view.run();
    Map<String, StepDefinition> steps = view.definition().steps();
    if (!steps.containsKey(step)) {
      throw new InvalidRequestException(
          "step", "the workflow has no such step" + Suggestion.phrase(step, steps.keySet()));
    }
    if (!run.status().isFinal()) {
      throw new ConflictException(
          "workflow "
              + run.id()
              + " is "
              + run.status().wireName()
              + "; wait for its end, or cancel it");
    }
    hold(run, OVER);
    StepTable table = table(view);
    Set<String> again = view.definition().affectedBy(step);
    int last =
        Math.max(
            parts.runItems().lastItem(run.id()),
            view.steps().stream().mapToInt(WorkflowStep::lastItem).max().orElse(0));
    parts.steps().reset(run.id(), again, last);
    List<Integer> items =
        again.stream()
            .flatMap(name -> table.items(name).values().stream())
            .map(RunItem::item)
            .toList();
    parts.runItems().removeItems(run.id(), items, parts.clock().instant());
    parts.runStore().save(run.id(), null, null, parts.clock().instant());
    parts.runs().resume(run.id());
  }

  private StepTable table(Workflows.View view) {
    List<RunItem> items = parts.runItems().items(view.run().id(), null, 0, Submitter.MOST_ITEMS);
    return new StepTable(view.definition(), view.steps(), items);
  }

  /** One of two callers goes on; should it be lost, the run is paused and can be resumed. */
  private void hold(Run run, Set<RunStatus> from) {
    if (!parts.runStore().change(run.id(), from, RunStatus.PAUSED, null, parts.clock().instant())) {
      throw new ConflictException(
          "workflow " + run.id() + " was changed in the meantime; look at it again");
    }
  }
}
