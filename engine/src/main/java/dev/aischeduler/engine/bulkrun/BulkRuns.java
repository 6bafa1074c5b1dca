package dev.aischeduler.engine.bulkrun;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunKey;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.bulkrun.manifest.ManifestException;
import dev.aischeduler.engine.bulkrun.manifest.ManifestInfo;
import dev.aischeduler.engine.bulkrun.manifest.ManifestStore;
import dev.aischeduler.engine.bulkrun.manifest.RowTypes;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.run.Runs;
import dev.aischeduler.engine.submission.SubmissionRules;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.tenant.Tenants;
import dev.aischeduler.engine.webhook.Callbacks;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What users can do with bulk runs, besides what {@link Runs} does with all. Thread-safe. */
public final class BulkRuns {
  private static final Set<RunStatus> OVER = EnumSet.of(RunStatus.FAILED, RunStatus.CANCELLED);

  private final Runs runs;
  private final RunStore store;
  private final ManifestStore manifests;
  private final RowTypes types;
  private final Tenants tenants;
  private final LanePace pace;
  private final Callbacks callbacks;
  private final Runnable lookSoon;
  private final Clock clock;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  /**
   * Bulk runs of a node.
   *
   * @param callbacks checks where runs report to
   * @param lookSoon has turns opened for runs that something can be done for
   */
  public BulkRuns(
      Runs runs,
      RunStore store,
      ManifestStore manifests,
      RowTypes types,
      Tenants tenants,
      LanePace pace,
      Callbacks callbacks,
      Runnable lookSoon,
      Clock clock) {
    this.runs = runs;
    this.store = store;
    this.manifests = manifests;
    this.types = types;
    this.tenants = tenants;
    this.pace = pace;
    this.callbacks = callbacks;
    this.lookSoon = lookSoon;
    this.clock = clock;
  }

  /** An id for a new run; ids sort by creation. */
  public UUID newId() {
    return ids.construct(clock.millis());
  }

  /**
   * Stores a manifest and has it run; it is durable when this returns.
   *
   * @param id of {@link #newId}, or one that tells the same start again
   * @param manifest CSV, JSONL or a batch of OpenAI, perhaps packed by gzip; read to its end
   * @return the run; the one of this id that was there before, if there was
   * @throws InvalidRequestException names the option
   * @throws ManifestException the manifest cannot be read as a whole; nothing is stored then
   * @throws IOException when the stream fails
   */
  public Run submit(UUID id, BulkOptions options, InputStream manifest) throws IOException {
    String tenant = check(options);
    Run known = store.find(id).orElse(null);
    if (known != null) {
      return known;
    }
    runs.start(stored(id, options, tenant, manifest), null, callbacks.check(options.callback()));
    return store.find(id).orElseThrow();
  }

  /**
   * What a start under a key came to.
   *
   * @param fresh false when the run was there before
   */
  public record Started(Run run, boolean fresh) {}

  /**
   * The same under a key: what is submitted again under it is the same run, for as long as that is
   * kept.
   *
   * @param key 1 to 255 visible ASCII characters, of the tenant's own
   * @throws ConflictException when the key stands for another manifest or other options
   */
  public Started submitOnce(String key, BulkOptions options, InputStream manifest)
      throws IOException {
    SubmissionRules.key(SubmissionRules.KEY_HEADER, key);
    String tenant = check(options);
    ContentHash content = new ContentHash(options.toString(), manifest);
    Run known = store.findByKey(BulkRunKind.NAME, tenant, key).orElse(null);
    if (known == null) {
      Run run = stored(newId(), options, tenant, content);
      if (runs.start(run, new RunKey(key, content.ofAll()), callbacks.check(options.callback()))) {
        return new Started(store.find(run.id()).orElseThrow(), true);
      }
      // the same came twice at once: this one's manifest is nobody's
      store.remove(run.id());
      known = store.findByKey(BulkRunKind.NAME, tenant, key).orElseThrow();
    }
    RunKey earlier = store.keyOf(known.id()).orElseThrow();
    if (!earlier.content().equals(content.ofAll())) {
      throw new ConflictException(
          "idempotency key '"
              + key
              + "' was used for another manifest or other options (run "
              + known.id()
              + "); use a new key for a new run");
    }
    return new Started(known, false);
  }

  /**
   * Checks options as a submission would.
   *
   * @return whose run it would be
   * @throws InvalidRequestException names the option
   */
  String check(BulkOptions options) {
    options.check(types);
    callbacks.check(options.callback());
    String tenant = options.tenant() == null ? Tenant.DEFAULT : options.tenant();
    tenants.require(tenant);
    return tenant;
  }

  /** A run whose manifest is stored, but not the run itself. */
  private Run stored(UUID id, BulkOptions options, String tenant, InputStream manifest)
      throws IOException {
    ManifestInfo info = manifests.store(id, manifest, types.columns());
    BulkSpec spec =
        new BulkSpec(
            info,
            options.itemDefaults(),
            options.window(),
            options.skipLimit(),
            options.dryRun(),
            options.artifactNames() == null ? BulkOptions.ARTIFACT_NAMES : options.artifactNames(),
            options.maxPriority());
    return Run.queued(id, BulkRunKind.NAME, options.name(), tenant, spec.toJson(), clock.instant())
        .of(info.rows());
  }

  /**
   * Goes on with a run that failed or was cancelled: with the items that were cancelled, and with
   * the manifest from where it was.
   *
   * @throws ConflictException when it is neither
   */
  public Run restart(UUID id) {
    return reopen(id, List.of(ItemState.CANCELLED), "restarted");
  }

  /**
   * The same, and runs its failed items again; those that succeeded stay as they are.
   *
   * @throws ConflictException when it is neither failed nor cancelled
   */
  public Run retry(UUID id) {
    return reopen(id, List.of(ItemState.FAILED, ItemState.CANCELLED), "retried");
  }

  private Run reopen(UUID id, List<ItemState> again, String what) {
    Run run = store.find(id).orElseThrow();
    if (!OVER.contains(run.status())) {
      throw new ConflictException(
          "only runs that failed or were cancelled can be "
              + what
              + "; run "
              + id
              + " is "
              + run.status().wireName());
    }
    BulkState state = BulkState.of(run, BulkSpec.of(run.spec()));
    store.save(id, state.again(again, 0).toJson(), run.note(), clock.instant());
    store.change(id, OVER, RunStatus.RUNNING, null, clock.instant());
    lookSoon.run();
    return store.find(id).orElseThrow();
  }

  /**
   * Seconds that the valid rows read so far would take if nothing else ran; empty when jobs of one
   * of their types have not succeeded lately.
   */
  public OptionalDouble estimate(BulkState state) {
    Map<TaskType, Integer> jobs =
        state.types().entrySet().stream()
            .collect(Collectors.toMap(e -> new TaskType(e.getKey()), Map.Entry::getValue));
    return pace.estimate(jobs);
  }
}
