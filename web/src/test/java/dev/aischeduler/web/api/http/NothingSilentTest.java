package dev.aischeduler.web.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.web.app.LogLines;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whatever a task of the web server throws is logged, and what runs it goes on. */
final class NothingSilentTest {

  @Test
  void a_timer_that_throws_an_error_is_logged_and_goes_on() throws Exception {
    CountDownLatch turns = new CountDownLatch(2);
    try (LogLines log = new LogLines();
        Ticker ticker = new Ticker()) {
      ticker.everySecond(
          () -> {
            turns.countDown();
            throw new AssertionError("of the test");
          });
      assertThat(turns.await(30, TimeUnit.SECONDS)).isTrue();
      await().untilAsserted(() -> assertThat(log.errors()).anyMatch(e -> e.contains("timer")));
    }
  }

  @Test
  void a_worker_whose_task_throws_an_error_is_logged_and_goes_on() throws Exception {
    CountDownLatch next = new CountDownLatch(1);
    try (LogLines log = new LogLines();
        Workers workers = new Workers("test", 1, 1)) {
      workers.execute(
          () -> {
            throw new AssertionError("of the test");
          });
      workers.execute(next::countDown);
      assertThat(next.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(log.errors()).anyMatch(e -> e.contains("unanswered"));
    }
  }
}
