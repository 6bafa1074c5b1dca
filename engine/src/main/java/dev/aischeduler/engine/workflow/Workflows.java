package dev.aischeduler.engine.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunItemStore;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.db.webhook.Callback;
import dev.aischeduler.db.workflow.StepState;
import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.db.workflow.WorkflowStepStore;
import dev.aischeduler.engine.batch.BatchTurns;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.run.RunKind;
import dev.aischeduler.engine.run.Runs;
import dev.aischeduler.engine.server.ChangePublisher;
import dev.aischeduler.engine.submission.Submissions;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.tenant.Tenants;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.engine.webhook.Callbacks;
import dev.aischeduler.engine.workflow.definition.DefinitionReader;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import dev.aischeduler.engine.workflow.step.HtmlPage;
import dev.aischeduler.engine.workflow.step.StepAction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What users can do with workflows. Thread-safe. */
public final class Workflows {
  private final Parts parts;
  private final KnownSteps known;
  private final WorkflowRedo redo;
  private final DefinitionReader reader;
  private final DefinitionReader stored;

  /** What workflows work with. */
  public record Parts(
      Settings settings,
      Map<TaskType, TaskHandler<?>> handlers,
      List<StepAction> actions,
      Runs runs,
      RunStore runStore,
      RunItemStore runItems,
      WorkflowStepStore steps,
      JobStore jobs,
      JobQueue queue,
      ArtifactStore artifacts,
      Submissions submissions,
      Tenants tenants,
      ChangePublisher publisher,
      BatchTurns batch,
      Callbacks callbacks,
      Clock clock) {}

  /**
   * A workflow run as it is now.
   *
   * @param steps in the order in which they are done
   */
  public record View(Run run, WorkflowDefinition definition, List<WorkflowStep> steps) {}

  public Workflows(Parts parts) {
    this.parts = parts;
    this.redo = new WorkflowRedo(parts);
    List<StepAction> actions = new ArrayList<>(parts.actions());
    actions.add(new HtmlPage());
    this.known = new KnownSteps(parts.handlers(), actions);
    this.reader = new DefinitionReader(known);
    this.stored = new DefinitionReader((step, inputs, problems) -> {});
  }

  /** Advances them. */
  public RunKind kind() {
    return new WorkflowKind(
        parts.runStore(),
        parts.runItems(),
        parts.steps(),
        parts.jobs(),
        parts.artifacts(),
        parts.submissions(),
        known,
        parts.batch(),
        parts.clock());
  }

  /**
   * Reads and checks a definition in YAML or JSON.
   *
   * @throws dev.aischeduler.engine.workflow.definition.InvalidDefinitionException with every
   *     problem and its place
   */
  public WorkflowDefinition read(String text) {
    return reader.read(text);
  }

  /** The same of a definition that was parsed before, without places. */
  public WorkflowDefinition read(JsonNode definition) {
    return reader.read(definition);
  }

  /**
   * The values of the inputs of a workflow.
   *
   * @throws InvalidRequestException names an input that is unknown, missing or of another type
   */
  public ObjectNode inputs(WorkflowDefinition definition, ObjectNode given) {
    return WorkflowInputs.of(definition, given);
  }

  /**
   * Checks where the end of a workflow is to be reported to.
   *
   * @throws InvalidRequestException names the field
   */
  void check(CallbackTerms terms) {
    parts.callbacks().check(terms);
  }

  /**
   * Starts a workflow.
   *
   * @param id of the run; null for a new one. When there is a run of this id already, that is the
   *     answer and nothing is started.
   * @param given values of inputs
   * @param tenant whose it is; null for the default tenant's
   * @param terms where its end is reported to
   * @throws InvalidRequestException names an input, the tenant or a field of the terms
   */
  public Run start(
      @Nullable UUID id,
      WorkflowDefinition definition,
      ObjectNode given,
      @Nullable String tenant,
      CallbackTerms terms) {
    ObjectNode inputs = inputs(definition, given);
    String owner = tenant == null ? Tenant.DEFAULT : tenant;
    parts.tenants().require(owner);
    Callback callback = parts.callbacks().check(terms);
    UUID run = id == null ? Generators.timeBasedEpochGenerator().generate() : id;
    String spec = new WorkflowSpec(definition.tree(), inputs).toJson();
    parts
        .runs()
        .start(
            Run.queued(
                run, WorkflowKind.NAME, definition.name(), owner, spec, parts.clock().instant()),
            null,
            callback);
    return parts.runStore().find(run).orElseThrow();
  }

  /** The workflow run of this id, or empty. */
  public Optional<View> find(UUID id) {
    return parts
        .runStore()
        .find(id)
        .filter(run -> run.kind().equals(WorkflowKind.NAME))
        .map(this::view);
  }

  private View view(Run run) {
    WorkflowDefinition definition = stored.read(WorkflowSpec.of(run.spec()).definition());
    List<WorkflowStep> steps = parts.steps().list(run.id());
    if (steps.isEmpty()) {
      steps = new ArrayList<>();
      for (String name : definition.order()) {
        String kind = definition.step(name).work().kind();
        steps.add(WorkflowStep.waiting(run.id(), name, steps.size(), kind));
      }
    }
    return new View(run, definition, steps);
  }

  /** Runs of workflows, newest first; see {@link RunStore#list}. */
  public List<Run> list(
      @Nullable String tenant, Set<RunStatus> statuses, @Nullable UUID after, int limit) {
    return parts.runStore().list(WorkflowKind.NAME, tenant, statuses, after, limit);
  }

  /** How many steps of runs are in each state; see {@link WorkflowStepStore#counts}. */
  public Map<UUID, Map<StepState, Integer>> stepCounts(Collection<UUID> runs) {
    return parts.steps().counts(runs);
  }

  /** What a run was started with. */
  public ObjectNode inputs(Run run) {
    return WorkflowSpec.of(run.spec()).inputs();
  }

  /** What a run was asked for; empty until it has succeeded. */
  public ObjectNode outputs(Run run) {
    try {
      JsonNode state = Json.mapper().readTree(Objects.requireNonNullElse(run.state(), "{}"));
      return state.path("outputs") instanceof ObjectNode outputs
          ? outputs
          : JsonNodeFactory.instance.objectNode();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the state of a workflow cannot be read", e);
    }
  }

  /** Artifacts of the run itself; those of its jobs are found by these. */
  public List<Artifact> artifacts(UUID run) {
    return parts.artifacts().list(run);
  }

  /** Items of a run in their order; see {@link RunItemStore#items}. */
  public List<RunItem> items(UUID run, int after, int limit) {
    return parts.runItems().items(run, null, after, limit);
  }

  /** Submits nothing further until it is resumed; see {@link Runs#pause}. */
  public void pause(UUID run) {
    parts.runs().pause(run);
  }

  /** Goes on with a paused run; see {@link Runs#resume}. */
  public void resume(UUID run) {
    parts.runs().resume(run);
  }

  /** Ends a run and cancels its jobs; one that is over stays as it is. */
  public void cancel(UUID run) {
    if (parts.runs().cancel(run).status() == RunStatus.CANCELLED) {
      parts.steps().cancelRunning(run, parts.clock().instant());
    }
  }

  /**
   * Goes on with a run that failed or was cancelled: jobs that failed or were cancelled run again;
   * what was done is kept.
   *
   * @throws ConflictException when it neither failed nor was cancelled
   */
  public void restart(View view) {
    redo.restart(view);
  }

  /**
   * Does a step again, and every step that needs it, directly or not; the others keep their
   * results.
   *
   * @throws ConflictException when the run is not over
   * @throws InvalidRequestException for an unknown step
   */
  public void rerun(View view, String step) {
    redo.rerun(view, step);
  }
}
