package dev.aischeduler.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

  @Test
  void processes_whose_own_clocks_are_minutes_apart_agree_on_the_databases_time() {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
    Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5));
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL);
        DatabaseClock one = DatabaseClock.start(database, ahead, System::nanoTime);
        DatabaseClock other = DatabaseClock.start(database, behind, System::nanoTime)) {
      Instant before = time(database);
      Instant first = one.instant();
      Instant second = other.instant();
      Instant after = time(database);
      Duration way = Duration.ofSeconds(1);
      assertThat(first).isBetween(before.minus(way), after.plus(way));
      assertThat(second).isBetween(before.minus(way), after.plus(way));
    }
  }

  @Test
  void between_questions_the_time_goes_on_with_the_counter_alone() {
    AtomicLong counter = new AtomicLong();
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL);
        DatabaseClock clock = DatabaseClock.start(database, Clock.systemUTC(), counter::get)) {
      Instant before = clock.instant();
      counter.addAndGet(Duration.ofMillis(1500).toNanos());
      assertThat(clock.instant()).isEqualTo(before.plusMillis(1500));
    }
  }

  private static Instant time(Database database) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT CURRENT_TIMESTAMP")
                    .mapTo(OffsetDateTime.class)
                    .one()
                    .toInstant());
  }
}
