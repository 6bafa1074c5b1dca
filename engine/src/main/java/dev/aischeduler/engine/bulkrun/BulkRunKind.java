package dev.aischeduler.engine.bulkrun;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItemStore;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.engine.batch.BatchTurns;
import dev.aischeduler.engine.bulkrun.manifest.ManifestException;
import dev.aischeduler.engine.bulkrun.manifest.ManifestStore;
import dev.aischeduler.engine.bulkrun.manifest.RowReader;
import dev.aischeduler.engine.bulkrun.manifest.RowTypes;
import dev.aischeduler.engine.refusal.NoRoomException;
import dev.aischeduler.engine.run.Next;
import dev.aischeduler.engine.run.RunContext;
import dev.aischeduler.engine.run.RunFailedException;
import dev.aischeduler.engine.run.RunKind;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.submission.Submissions;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.springframework.batch.core.BatchStatus;

/** Advances bulk runs: keeps as many items of the manifest in flight as the window has room for. */
public final class BulkRunKind implements RunKind {
  /** Name of the kind. */
  public static final String NAME = "bulk";

  private final RunStore store;
  private final ManifestStore manifests;
  private final RowTypes types;
  private final Submissions submissions;
  private final ItemSubmitter submitter;
  private final ItemRetry retry;
  private final BatchTurns batch;
  private final LanePace pace;
  private final Clock clock;

  public BulkRunKind(
      RunStore store,
      RunItemStore items,
      ManifestStore manifests,
      RowTypes types,
      Submissions submissions,
      ItemRetry retry,
      BatchTurns batch,
      LanePace pace,
      Clock clock) {
    this.store = store;
    this.manifests = manifests;
    this.types = types;
    this.submissions = submissions;
    this.submitter = new ItemSubmitter(submissions, items, clock);
    this.retry = retry;
    this.batch = batch;
    this.pace = pace;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Next advance(Run run, RunContext context) throws Exception {
    BulkSpec spec = BulkSpec.of(run.spec());
    BulkState state = BulkState.of(run, spec);
    refuseTooManyRejects(run, spec);
    int room = window(spec, state) - run.counts().inFlight();
    if (!state.again().isEmpty()) {
      return again(run, state, room);
    }
    if (state.atEnd()) {
      return run.counts().inFlight() > 0 ? new Next.Await(null) : ended(run);
    }
    // few at a time would make a turn of every job that ends
    int least = Math.min(SubmitStep.CHUNK, Math.max(1, window(spec, state) / 4));
    return spec.dryRun() || room >= least
        ? submit(run, spec, state, room, context)
        : new Next.Await(null);
  }

  private int window(BulkSpec spec, BulkState state) {
    return spec.window() != null
        ? spec.window()
        : pace.window(state.types().keySet().stream().map(TaskType::new).toList());
  }

  private static void refuseTooManyRejects(Run run, BulkSpec spec) {
    Integer limit = spec.skipLimit();
    if (limit != null && run.counts().rejected() > limit) {
      throw new RunFailedException(
          run.counts().rejected()
              + " rows were rejected, more than the skip_limit of "
              + limit
              + "; correct them (see rejects.csv) and submit the manifest again");
    }
  }

  private Next again(Run run, BulkState state, int room) {
    if (room <= 0) {
      return new Next.Await(null);
    }
    ItemState first = state.again().get(0);
    int last = retry.putBack(run.id(), first, state.againAfter(), Math.min(room, SubmitStep.CHUNK));
    save(
        run,
        last > 0
            ? state.again(state.again(), last)
            : state.again(state.again().subList(1, state.again().size()), 0));
    return new Next.Again();
  }

  private void check(Submission submission, BulkSpec spec) {
    Integer most = spec.maxPriority();
    if (most != null && submission.priority() != null && submission.priority() > most) {
      throw new InvalidRequestException(
          "priority",
          "must be at most " + most + ", the ceiling of the run, but is " + submission.priority());
    }
    submissions.check(submission);
  }

  private Next submit(Run run, BulkSpec spec, BulkState state, int room, RunContext context)
      throws Exception {
    RowReader rows =
        new RowReader(
            types,
            spec.manifest().layout(),
            spec.defaults(),
            run.tenant(),
            submission -> check(submission, spec));
    SubmitStep step =
        new SubmitStep(
            run, spec, state, manifests, rows, submitter, room, context, now -> save(run, now));
    BatchStatus status;
    try {
      status = batch.turn(run.id(), step::job);
    } catch (ManifestException e) {
      throw new RunFailedException(String.valueOf(e.getMessage()));
    } catch (ArtifactContentException e) {
      if (e.isMissing()) {
        throw new RunFailedException(
            "the manifest is gone; submit it again (" + e.getMessage() + ")");
      }
      throw e;
    }
    if (status == BatchStatus.COMPLETED) {
      save(run, step.state().ended());
      // the state tells from now on; books of every run that ever was would not stay small
      batch.forget(run.id(), SubmitStep.JOB);
      return new Next.Again();
    }
    NoRoomException full = step.full();
    if (full != null) {
      save(run, step.state(), "; waits for room: " + full.reason());
      return new Next.Await(Duration.ofSeconds(full.retryAfterS()));
    }
    return step.outOfTime() ? new Next.Again() : new Next.Await(null);
  }

  private void save(Run run, BulkState state) {
    save(run, state, "");
  }

  /**
   * Stores how far a run is.
   *
   * @param more what its note says besides
   */
  private void save(Run run, BulkState state, String more) {
    // of a chunk for which there is too little room, some rows are items already
    int row = Math.max(state.position().row(), run.counts().items());
    int total = run.counts().total() == null ? row : run.counts().total();
    String note =
        state.atEnd()
            ? null
            : String.format(Locale.ROOT, "%,d of %,d rows read", row, Math.max(row, total)) + more;
    store.save(run.id(), state.toJson(), note, clock.instant());
  }

  private static Next ended(Run run) {
    Run.Counts counts = run.counts();
    boolean bad = counts.rejected() + counts.failed() + counts.cancelled() > 0;
    return new Next.Ended(bad ? RunStatus.FAILED : RunStatus.SUCCEEDED, null);
  }
}
