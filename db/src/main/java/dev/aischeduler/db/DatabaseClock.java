package dev.aischeduler.db;

import dev.aischeduler.db.failure.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the database, kept between questions by this process's monotonic counter. All nodes
 * of a database that use it agree on the time to within the way to the database, whatever their own
 * clocks say and however those are set. Thread-safe.
 *
 * <p>Invariant: the time is corrected only when it lies outside what the last answer allows (asked
 * ≤ database's time ≤ answered), so that jitter of the way does not make it jump. It goes back only
 * when it is more than a second ahead; else it stands until the database's time has come up to it.
 */
public final class DatabaseClock extends Clock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
  private static final int FIRST_QUESTIONS = 3;
  private static final long EVERY_S = 5;
  private static final Duration NOTEWORTHY = Duration.ofSeconds(1);

  private final Database database;
  private final LongSupplier nanoTime;
  private final ScheduledThreadPoolExecutor questions;
  private volatile TimeReading reading;

  private DatabaseClock(Database database, LongSupplier nanoTime) {
    this.database = database;
    this.nanoTime = nanoTime;
    this.reading = TimeReading.unknown(nanoTime.getAsLong());
    this.questions =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "database-clock");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * A clock that asks the database now and every few seconds.
   *
   * @param own this machine's clock; a difference is logged
   * @param nanoTime a counter of nanoseconds that never jumps
   * @throws DatabaseException when the database does not answer
   */
  public static DatabaseClock start(Database database, Clock own, LongSupplier nanoTime) {
    DatabaseClock clock = new DatabaseClock(database, nanoTime);
    for (int i = 0; i < FIRST_QUESTIONS; i++) {
      clock.ask();
    }
    Duration off = Duration.between(clock.instant(), own.instant());
    if (off.abs().compareTo(NOTEWORTHY) > 0) {
      LOG.warn(
          "this machine's clock is {} s {} the database's; jobs go by the database's",
          off.abs().toSeconds(),
          off.isNegative() ? "behind" : "ahead of");
    }
    clock.questions.scheduleWithFixedDelay(clock::askAgain, EVERY_S, EVERY_S, TimeUnit.SECONDS);
    return clock;
  }

  private void askAgain() {
    try {
      ask();
    } catch (DatabaseException e) {
      LOG.debug("the time of the database could not be read: {}", e.toString());
    }
  }

  private void ask() {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement select = connection.prepareStatement("SELECT CURRENT_TIMESTAMP")) {
      long asked = nanoTime.getAsLong();
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long answered = nanoTime.getAsLong();
        Instant answer = row.getObject(1, OffsetDateTime.class).toInstant();
        reading = reading.after(answer, asked, answered, nanoTime.getAsLong());
      }
    } catch (SQLException e) {
      throw new DatabaseException(
          "the database does not answer with its time: " + e.getMessage(), e);
    }
  }

  @Override
  public Instant instant() {
    return reading.at(nanoTime.getAsLong());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the clock of the database is kept in UTC");
  }

  /** Asks no more; the time still advances. */
  @Override
  public void close() {
    questions.shutdownNow();
  }
}
