package dev.aischeduler.engine;

import dev.aischeduler.db.signal.Signals;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.event.EventLog;
import dev.aischeduler.engine.event.JobEvents;
import dev.aischeduler.engine.event.Relay;
import dev.aischeduler.engine.server.Cancellations;
import dev.aischeduler.engine.server.ChangePublisher;
import dev.aischeduler.engine.server.LanesToScan;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.supervision.Wakeup;
import java.time.Duration;

/** How changes of jobs become known, on this node and on the others. Thread-safe. */
final class ChangeParts {
  private static final Duration RELAY = Duration.ofSeconds(5);
  private static final Duration CATCH_UP = Duration.ofSeconds(1);

  private final Signals signals;
  private final Relay relay;
  private final JobEvents events;
  private final EventLog log;
  private final Attempts attempts = new Attempts();
  private final LanesToScan lanesToScan = new LanesToScan();
  private final Wakeup due = new Wakeup();
  private final ChangePublisher publisher;
  private final Cancellations cancellations;

  /**
   * The parts, not started yet.
   *
   * @param jobsEnded is told when jobs ended, on any thread; quick
   * @param webhooksDue is told when webhooks wait for their delivery, on any thread; quick
   */
  ChangeParts(NodeSetup setup, Stores stores, Runnable jobsEnded, Runnable webhooksDue) {
    this.signals = Signals.of(setup.database());
    this.relay = new Relay(setup.settings().node().name(), signals::send);
    this.events = new JobEvents(stores.jobs(), relay);
    this.log = new EventLog(stores.eventLog());
    this.publisher =
        new ChangePublisher(events, log, lanesToScan, due, jobsEnded, webhooksDue, signals::send);
    this.cancellations = new Cancellations(attempts, publisher, signals::send);
  }

  /** To and from other nodes. */
  Signals signals() {
    return signals;
  }

  JobEvents events() {
    return events;
  }

  /** The stored events of all jobs. */
  EventLog log() {
    return log;
  }

  /** Those that run on this node. */
  Attempts attempts() {
    return attempts;
  }

  LanesToScan lanesToScan() {
    return lanesToScan;
  }

  /** Wakes who queues scheduled jobs. */
  Wakeup due() {
    return due;
  }

  ChangePublisher publisher() {
    return publisher;
  }

  Cancellations cancellations() {
    return cancellations;
  }

  void supervise(Supervisor supervisor) {
    supervisor.every("event-catch-up", CATCH_UP, events::catchUp);
    supervisor.every("event-log", CATCH_UP, log::read);
    supervisor.every("event-relay", RELAY, relay);
  }
}
