package dev.aischeduler.engine.node;

import dev.aischeduler.db.node.Look;
import dev.aischeduler.db.node.Node;
import dev.aischeduler.db.node.NodeLease;
import dev.aischeduler.db.node.NodeRegistry;
import dev.aischeduler.db.node.Registration;
import dev.aischeduler.db.node.RunningJob;
import dev.aischeduler.engine.attempt.Attempt;
import dev.aischeduler.engine.attempt.Attempts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's place among the nodes of its database: it shows every second that it lives, and puts
 * right what lost nodes left running. Thread-safe.
 *
 * <p>Every node does this for all others. Whoever comes second finds nothing left to do: a running
 * job is ended only under the fencing token with which it was seen.
 */
public final class Membership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final long BEAT_MS = 1000;

  /** How long after its return a node looks for jobs that others took from it. */
  private static final Duration RETURNING = Duration.ofSeconds(15);

  private final NodeLease lease;
  private final NodeRegistry registry;
  private final Attempts attempts;
  private final NodeWatch watch;
  private final ScheduledThreadPoolExecutor beats = thread("node-beat");
  private final PickUp pickUp = new PickUp(this::putRight);
  private volatile Registration registration;
  private volatile Crew crew = new Crew() {};
  private volatile List<Node> nodes = List.of();
  private volatile boolean held = true;
  private volatile boolean draining;
  private volatile boolean leaving;

  /** The three below belong to the thread of the beats. */
  private long returningUntil;

  private boolean returning;
  private boolean troubled;

  /** What the node's workers do for it. */
  public interface Crew {
    /** Ends the attempt of a lost node; false when it had ended already. */
    default boolean putRight(RunningJob job, String reason) {
      return false;
    }

    /** Stops the attempt of a job that this node has lost. */
    default void abandon(UUID job) {}

    /** Forgets the job servers of a lost node. */
    default void forget(String node) {}

    /** This node may start jobs again. */
    default void goOn() {}
  }

  /**
   * A member that is not registered yet.
   *
   * @param lease held; the caller closes it afterwards
   * @param registration what the node says of itself
   */
  public Membership(
      NodeLease lease, NodeRegistry registry, Attempts attempts, Registration registration) {
    this.lease = lease;
    this.registry = registry;
    this.attempts = attempts;
    this.registration = registration;
    this.watch = new NodeWatch(registration.name());
  }

  private boolean putRight(RunningJob job, String reason) {
    return crew.putRight(job, reason);
  }

  static ScheduledThreadPoolExecutor thread(String name) {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Registers, puts right what an earlier process of this node left running, begins to beat. */
  public void start(Crew workers) {
    crew = workers;
    registry.register(registration, false);
    String name = registration.name();
    crew.forget(name);
    int left = pickUp.now(registry.runningOn(name), " ended while it ran this job");
    if (left > 0) {
      LOG.warn("{} jobs were running when node {} ended; put right", left, name);
    }
    nodes = registry.look().nodes();
    beats.scheduleWithFixedDelay(this::beat, 0, BEAT_MS, TimeUnit.MILLISECONDS);
  }

  /** Name of this node. */
  public String name() {
    return registration.name();
  }

  /** True while this node may start jobs: it owns its name and nobody asked it to drain. */
  public boolean startsJobs() {
    return held && !draining && !leaving;
  }

  /** Every node as last seen. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Tells the others what this node runs and where it answers, with the next heartbeat. */
  public void announce(String version, String url) {
    registration = registration.announce(version, url);
    look();
  }

  /** Looks at the nodes soon. */
  public void look() {
    try {
      beats.execute(this::beat);
    } catch (RejectedExecutionException closed) {
      LOG.debug("look after close");
    }
  }

  private void beat() {
    try {
      if (!lease.renew()) {
        nameTaken();
        return;
      }
      if (!registry.beat(registration)) {
        comeBack();
      }
      see(registry.look());
      if (returning) {
        dropLostJobs();
      }
      troubled = false;
    } catch (RuntimeException e) {
      watch.blind(System.nanoTime());
      if (!troubled && !leaving) {
        LOG.warn("node {} cannot show that it lives: {}", name(), e.toString());
      }
      troubled = true;
    }
  }

  private void see(Look look) {
    Look seen = look;
    boolean gaveUp = false;
    for (Node lost : watch.lost(look, System.nanoTime())) {
      if (registry.giveUp(lost)) {
        gaveUp = true;
        LOG.warn(
            "node {} (pid {} on {}) is lost, silent for {} s; its jobs run again",
            lost.name(),
            lost.pid(),
            lost.host(),
            lost.heartbeatAge().toSeconds());
        crew.forget(lost.name());
      }
    }
    if (gaveUp) {
      seen = registry.look();
    }
    pickUp.soon(seen.strays());
    nodes = seen.nodes();
    boolean startedBefore = startsJobs();
    held = true;
    draining = seen.nodes().stream().anyMatch(n -> n.name().equals(name()) && n.draining());
    if (startsJobs() != startedBefore) {
      LOG.info("node {} {}", name(), draining ? "starts no more jobs: it drains" : "starts jobs");
      crew.goOn();
    }
  }

  /** Others gave this node up while it was stopped or cut off, or its row is gone. */
  private void comeBack() {
    LOG.warn("node {} was given up while it could not be heard; it registers again", name());
    registration = registration.again();
    registry.register(registration, true);
    returning = true;
    returningUntil = System.nanoTime() + RETURNING.toNanos();
  }

  private void dropLostJobs() {
    // the attempts first: one that is claimed after this is no matter of the past
    List<Attempt> here = List.copyOf(attempts.all());
    Set<RunningJob> mine = new HashSet<>(registry.runningOn(name()));
    for (Attempt attempt : here) {
      RunningJob job = new RunningJob(attempt.jobId(), name(), attempt.fencingToken());
      if (!mine.contains(job) && attempts.outcome(attempt.jobId()) == null) {
        crew.abandon(attempt.jobId());
      }
    }
    returning = System.nanoTime() - returningUntil < 0;
  }

  private void nameTaken() {
    watch.blind(System.nanoTime());
    if (!held) {
      return;
    }
    held = false;
    LOG.error(
        "another process took the name of node {} while this one was cut off from the database;"
            + " this one stops its jobs and starts none until the name is free again: stop one of"
            + " the two, or set node.name to another name",
        name());
    attempts.all().forEach(attempt -> crew.abandon(attempt.jobId()));
  }

  /** Starts no more jobs; the node is about to end. */
  public void leaving() {
    leaving = true;
  }

  /** Leaves: the others see at once that this node is gone, and that it went in order. */
  @Override
  public void close() {
    leaving = true;
    // no interrupts: they would close an H2 file for everybody
    pickUp.close();
    beats.shutdown();
    try {
      if (!beats.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.debug("a heartbeat is still under way");
      }
      registry.leave(registration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("node {} left without a word: {}", name(), e.toString());
    }
  }
}
