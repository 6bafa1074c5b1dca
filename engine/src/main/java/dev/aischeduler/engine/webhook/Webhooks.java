package dev.aischeduler.engine.webhook;

import dev.aischeduler.config.Network;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.webhook.Delivery;
import dev.aischeduler.db.webhook.DeliveryState;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.supervision.Wakeup;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.system.SystemTask;
import dev.aischeduler.engine.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of webhooks. They are stored with what they report, and every node looks for those
 * that are due, so that none is lost with a node. Thread-safe; one thread looks.
 */
public final class Webhooks {
  /** How often every node looks without being told. */
  static final Duration LOOK = Duration.ofSeconds(5);

  private final DeliveryStore store;
  private final Supplier<SystemJobs> system;
  private final Callbacks callbacks;
  private final DeliveryTask task;
  private final Clock clock;
  private final Wakeup wakeup = new Wakeup();
  private final AtomicReference<@Nullable UUID> last = new AtomicReference<>();

  /**
   * Webhooks of a node.
   *
   * @param traces shows attempts in the traces of their jobs and runs
   * @param jobs finds a job
   * @param system asked for when attempts are due
   */
  public Webhooks(
      Settings settings,
      Database database,
      WebhookParts parts,
      Traces traces,
      Function<UUID, Optional<JobDetails>> jobs,
      Supplier<SystemJobs> system,
      Clock clock) {
    Signer signer = new Signer(settings.webhooks().secret());
    this.store = new DeliveryStore(database);
    this.system = system;
    this.callbacks = new Callbacks(signer.signs(), rules(settings));
    this.task =
        new DeliveryTask(
            store,
            new MessageMaker(jobs, parts.document(), new RunStore(database), signer, clock),
            parts.sender(),
            traces,
            new AttemptPlan(() -> ThreadLocalRandom.current().nextDouble()),
            Duration.ofSeconds(settings.webhooks().timeoutS()),
            clock);
    this.clock = clock;
  }

  /** Which addresses receivers may have. */
  public static AddressRules rules(Settings settings) {
    return new AddressRules(Network.list(settings.webhooks().allowedNetworks()));
  }

  /** Checks where submissions ask to be told of their ends. */
  public Callbacks callbacks() {
    return callbacks;
  }

  /** Makes the attempts that are due. */
  public SystemTask task() {
    return task;
  }

  /** Wakes the loop that calls {@link #look}. */
  public Wakeup wakeup() {
    return wakeup;
  }

  /** Starts a run of the task if attempts are due and this node has none open. */
  public long look() {
    if (store.anyDue(clock.instant())) {
      SystemJobs jobs = system.get();
      UUID before = last.get();
      boolean open =
          before != null && jobs.find(before).filter(job -> !job.state().isFinal()).isPresent();
      if (!open) {
        UUID next = UUID.randomUUID();
        jobs.enqueue(next, DeliveryTask.KIND, "{}");
        last.set(next);
        if (before != null) {
          jobs.forget(before);
        }
      }
    }
    return LOOK.toMillis();
  }

  /** Deliveries, newest first. */
  public List<Delivery> list(DeliveryStore.Filter filter, int limit) {
    return store.list(filter, limit);
  }

  /** The delivery, or empty. */
  public Optional<Delivery> find(UUID id) {
    return store.find(id);
  }

  /** Begins a delivery anew, whatever became of it; empty for an unknown one. */
  public Optional<Delivery> replay(UUID id) {
    boolean known = store.replay(id, clock.instant());
    wakeup.signal();
    return known ? store.find(id) : Optional.empty();
  }

  /** How many deliveries are pending. */
  public long pending() {
    return store.pending();
  }

  /** Attempts of this node after which a delivery stood so. */
  public double attempts(DeliveryState state) {
    return task.attempts(state);
  }
}
