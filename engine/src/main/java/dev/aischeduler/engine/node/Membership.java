package dev.aischeduler.engine.node;

import dev.aischeduler.db.node.ClusterSnapshot;
import dev.aischeduler.db.node.Node;
import dev.aischeduler.db.node.NodeLease;
import dev.aischeduler.db.node.NodeRegistry;
import dev.aischeduler.db.node.Registration;
import dev.aischeduler.db.node.RunningJob;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.server.ChangePublisher;
import dev.aischeduler.engine.supervision.Loop;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.supervision.Wakeup;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's place among the nodes of its database: it shows every second that it lives, compares
 * what it runs with what the database says it runs, and finds the orphans of lost nodes.
 * Thread-safe.
 */
public final class Membership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final long BEAT_MS = 1000;

  private final NodeLease lease;
  private final NodeRegistry registry;
  private final Attempts attempts;
  private final NodeWatch watch;
  private final RunningCheck check;
  private final OrphanRecovery recovery;
  private final Wakeup beats = new Wakeup();
  private final Wakeup recoveries = new Wakeup();
  private volatile @Nullable Loop heartbeat;
  private volatile Registration registration;
  private volatile Runnable startsAgain = () -> {};
  private volatile List<Node> nodes = List.of();
  private volatile boolean held = true;
  private volatile boolean draining;
  private volatile boolean leaving;

  /**
   * A member that is not registered yet.
   *
   * @param lease held; the caller closes it afterwards
   * @param registration what the node says of itself
   */
  public Membership(
      NodeLease lease,
      NodeRegistry registry,
      Attempts attempts,
      JobQueue queue,
      ChangePublisher publisher,
      Registration registration,
      Clock clock) {
    this.lease = lease;
    this.registry = registry;
    this.attempts = attempts;
    this.registration = registration;
    this.watch = new NodeWatch(registration.name());
    this.check = new RunningCheck(attempts);
    this.recovery = new OrphanRecovery(queue, publisher, clock);
  }

  /**
   * Registers, recovers what an earlier process of this node left running, begins its heartbeat.
   *
   * @param mayStart runs whenever this node may start jobs again
   */
  public void start(Supervisor supervisor, Runnable mayStart) {
    startsAgain = mayStart;
    registry.register(registration, false);
    List<RunningJob> left = registry.runningOn(registration.name());
    if (!left.isEmpty()) {
      LOG.warn("{} jobs were running when node {} ended; recovered", left.size(), name());
      recovery.add(left, OrphanRecovery.Why.NODE_RESTARTED);
      recovery.run();
    }
    nodes = registry.snapshot().nodes();
    heartbeat = supervisor.loop("node-heartbeat", beats, this::beat);
    supervisor.loop("orphan-recovery", recoveries, this::recover);
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

  /** Orphans that this node recovered since its start, by kind. */
  public Map<String, Long> recoveries() {
    return recovery.counts();
  }

  /** Publishes which version this node runs and where it answers, with the next heartbeat. */
  public void announce(String version, String url) {
    registration = registration.announce(version, url);
    refreshSoon();
  }

  /** Reads the nodes soon. */
  public void refreshSoon() {
    beats.signal();
  }

  private long beat() {
    try {
      if (lease.renew()) {
        beatAsOwner();
      } else {
        nameTaken();
      }
      return BEAT_MS;
    } catch (RuntimeException | Error e) {
      watch.suspend(System.nanoTime());
      throw e;
    }
  }

  private void beatAsOwner() {
    if (!registry.beat(registration)) {
      registerAgain();
    }
    evaluate(registry.snapshot());
    List<RunningJob> orphans = check.orphans(() -> registry.runningOn(name()));
    if (!orphans.isEmpty()) {
      recovery.add(orphans, OrphanRecovery.Why.NEVER_BEGAN);
      recoveries.signal();
    }
  }

  private long recover() {
    recovery.run();
    return BEAT_MS;
  }

  private void evaluate(ClusterSnapshot first) {
    ClusterSnapshot seen = first;
    boolean lostSome = false;
    for (Node lost : watch.lost(first, System.nanoTime())) {
      if (registry.declareDead(lost)) {
        lostSome = true;
        LOG.warn(
            "node {} (pid {} on {}) is lost, silent for {} s; its jobs run again",
            lost.name(),
            lost.pid(),
            lost.host(),
            lost.heartbeatAge().toSeconds());
      }
    }
    if (lostSome) {
      seen = registry.snapshot();
    }
    if (!seen.orphans().isEmpty()) {
      recovery.add(seen.orphans(), OrphanRecovery.Why.NODE_LOST);
      recoveries.signal();
    }
    nodes = seen.nodes();
    boolean startedBefore = startsJobs();
    held = true;
    draining = seen.nodes().stream().anyMatch(n -> n.name().equals(name()) && n.draining());
    if (startsJobs() != startedBefore) {
      LOG.info("node {} {}", name(), draining ? "starts no more jobs: it drains" : "starts jobs");
      startsAgain.run();
    }
  }

  /** Others declared this node dead while it was stopped or cut off, or its row is gone. */
  private void registerAgain() {
    LOG.warn("node {} was declared dead while its heartbeats failed; it registers again", name());
    registration = registration.again();
    registry.register(registration, true);
  }

  private void nameTaken() {
    watch.suspend(System.nanoTime());
    if (!held) {
      return;
    }
    held = false;
    LOG.error(
        "another process took the name of node {} while this one was cut off from the database;"
            + " this one stops its jobs and starts none until the name is free again: stop one of"
            + " the two, or set node.name to another name",
        name());
    attempts.all().forEach(attempt -> attempt.stop(Reason.LEASE_LOST));
  }

  /** Starts no more jobs; the node is about to end. */
  public void leaving() {
    leaving = true;
  }

  /** Leaves: the others see at once that this node is gone, and that it went in order. */
  @Override
  public void close() {
    leaving = true;
    Loop now = heartbeat;
    if (now != null) {
      // no interrupts: they would close an H2 file for everybody
      now.close();
    }
    try {
      registry.leave(registration);
    } catch (RuntimeException e) {
      LOG.debug("node {} could not remove its registration: {}", name(), e.toString());
    }
  }
}
