package dev.aischeduler.engine.schedule.clock;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.failure.DatabaseException;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back when a schedule's time has come: Quartz with one trigger for each schedule, in the
 * product's database. Each trigger fires once; whoever is called back sets it anew. It may fire
 * late, twice, or on another node, and not at all while the database is away: what must be exact is
 * decided elsewhere. Thread-safe.
 */
public final class ScheduleClock implements AutoCloseable {
  /** Of Quartz's scheduler on every node; column {@code sched_name} of its tables. */
  public static final String NAME = "schedules";

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleClock.class);
  private static final String GROUP = "schedule";
  private static final JobKey JOB = new JobKey("fire", GROUP);

  private final Database database;
  private final String node;
  private final Consumer<UUID> fired;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable QuartzNode quartz;
  private boolean closed;

  /**
   * A clock that is not started yet.
   *
   * @param node its name, unique among the nodes of the database
   * @param fired gets the id of the schedule, on one of two threads
   */
  public ScheduleClock(Database database, String node, Consumer<UUID> fired) {
    this.database = database;
    this.node = node;
    this.fired = fired;
  }

  /**
   * Starts Quartz unless it runs.
   *
   * @throws DatabaseException when the database is away; call it again
   */
  public void ensureRunning() {
    lock.lock();
    try {
      if (quartz != null || closed) {
        return;
      }
      boolean clustered = database.dialect() == Dialect.POSTGRESQL;
      QuartzNode started = QuartzNode.create(database, node, clustered, fired);
      try {
        started.scheduler().addJob(job(), true);
        started.scheduler().start();
        quartz = started;
      } finally {
        if (quartz == null) {
          started.close();
        }
      }
    } catch (SchedulerException e) {
      throw new DatabaseException("the clock of schedules cannot start: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private static JobDetail job() {
    return JobBuilder.newJob(FiringJob.class).withIdentity(JOB).storeDurably().build();
  }

  /**
   * Has a schedule called back at a time, and at no other.
   *
   * @throws DatabaseException when the database is away
   */
  public void set(UUID schedule, Instant time) {
    TriggerKey key = key(schedule);
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(key)
            .forJob(JOB)
            .startAt(Date.from(time))
            // late is as good as in time here: it is judged elsewhere what was missed
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withMisfireHandlingInstructionIgnoreMisfires())
            .build();
    with(
        scheduler -> {
          if (scheduler.rescheduleJob(key, trigger) == null) {
            scheduleNew(scheduler, trigger);
          }
        });
  }

  private static void scheduleNew(Scheduler scheduler, Trigger trigger) throws SchedulerException {
    try {
      scheduler.scheduleJob(trigger);
    } catch (ObjectAlreadyExistsException e) {
      // another node was quicker
      scheduler.rescheduleJob(trigger.getKey(), trigger);
    }
  }

  /**
   * Calls a schedule back no more.
   *
   * @throws DatabaseException when the database is away
   */
  public void remove(UUID schedule) {
    with(scheduler -> scheduler.unscheduleJob(key(schedule)));
  }

  /** Ends Quartz, so that {@link #ensureRunning} starts it anew. */
  public void stop() {
    QuartzNode ended;
    lock.lock();
    try {
      ended = quartz;
      quartz = null;
    } finally {
      lock.unlock();
    }
    if (ended != null) {
      ended.close();
    }
  }

  private static TriggerKey key(UUID schedule) {
    return new TriggerKey(schedule.toString(), GROUP);
  }

  /** Something that Quartz does. */
  private interface Work {
    void on(Scheduler scheduler) throws SchedulerException;
  }

  private void with(Work work) {
    QuartzNode now;
    lock.lock();
    try {
      now = quartz;
    } finally {
      lock.unlock();
    }
    if (now == null) {
      throw new DatabaseException("the clock of schedules does not run yet");
    }
    try {
      work.on(now.scheduler());
    } catch (SchedulerException e) {
      LOG.debug("Quartz: {}", e.toString(), e);
      throw new DatabaseException("the clock of schedules does not answer: " + e.getMessage(), e);
    }
  }

  /** Calls back no more; what is set stays in the database. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    stop();
  }
}
