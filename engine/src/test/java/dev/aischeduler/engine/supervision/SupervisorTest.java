package dev.aischeduler.engine.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.db.failure.DatabaseException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SupervisorTest {
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final Supervisor supervisor =
      new Supervisor(lost::add, Duration.ofMillis(200), Duration.ofMillis(20));

  @AfterEach
  void close() {
    supervisor.close();
  }

  static List<Throwable> whatever() {
    return List.of(
        new DatabaseException("unknown", new SQLException("what is this", "XX000")),
        new IllegalStateException("a fault"),
        new NoClassDefFoundError("a class"),
        new OutOfMemoryError("as if"),
        new StackOverflowError(),
        new AssertionError("as if"));
  }

  @ParameterizedTest
  @MethodSource("whatever")
  void a_loop_survives_whatever_a_turn_throws_and_works_again(Throwable error) {
    AtomicInteger turns = new AtomicInteger();
    Loop loop =
        supervisor.loop(
            "test",
            new Wakeup(),
            () -> {
              if (turns.incrementAndGet() <= 3) {
                throw sneaky(error);
              }
              return 5;
            });
    await().until(() -> turns.get() > 5);
    assertThat(loop.trouble()).isNull();
    assertThat(loop.failingFor()).isZero();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable error) throws T {
    throw (T) error;
  }

  @Test
  void errors_of_the_database_are_waited_out_for_as_long_as_it_takes() {
    AtomicInteger turns = new AtomicInteger();
    Loop loop =
        supervisor.loop(
            "test",
            new Wakeup(),
            () -> {
              turns.incrementAndGet();
              throw new DatabaseException("away", new SQLException("read-only", "25006"));
            });
    await().until(() -> turns.get() > 4);
    assertThat(loop.trouble()).contains("away");
    assertThat(loop.failingFor()).isZero();
    assertThat(lost).isEmpty();
    assertThat(supervisor.problems()).isEmpty();
  }

  @Test
  void a_part_that_does_not_recover_is_reported_once() {
    supervisor.loop(
        "broken",
        new Wakeup(),
        () -> {
          throw new IllegalStateException("for ever");
        });
    await().until(() -> !supervisor.problems().isEmpty());
    assertThat(supervisor.problems().get(0)).contains("broken").contains("for ever");
    assertThat(lost).singleElement().asString().contains("broken");
  }

  @Test
  void a_loop_that_hangs_is_reported_with_the_place_where_it_hangs_and_one_that_waits_is_not()
      throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    supervisor.loop("waits", new Wakeup(), () -> 60_000);
    supervisor.loop(
        "hangs",
        new Wakeup(),
        () -> {
          end.await();
          return 5;
        });
    await().until(() -> !supervisor.problems().isEmpty());
    assertThat(supervisor.problems()).singleElement().asString().contains("hangs").contains("at ");
    end.countDown();
    await().until(() -> supervisor.problems().isEmpty());
  }

  @Test
  void a_signal_that_comes_during_a_turn_makes_another() throws Exception {
    CountDownLatch inTurn = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger turns = new AtomicInteger();
    Loop loop =
        supervisor.loop(
            "test",
            new Wakeup(),
            () -> {
              turns.incrementAndGet();
              inTurn.countDown();
              go.await();
              return 60_000;
            });
    inTurn.await();
    loop.signal();
    go.countDown();
    await().until(() -> turns.get() == 2);
  }
}
