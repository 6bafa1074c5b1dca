package dev.aischeduler.web.api.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.job.JobEvent;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is kept for a client that does not read is bounded in number and in size. */
final class EventQueueTest {
  private static final UUID JOB = new UUID(0, 1);

  private static JobEvent event(int seq, int chars) {
    return new JobEvent(seq, JOB, Instant.EPOCH, "token", "x".repeat(chars));
  }

  @Test
  void too_many_events_are_all_dropped() {
    EventQueue queue = new EventQueue();
    for (int i = 0; i < 8192; i++) {
      queue.add(event(i, 1));
    }
    assertThat(queue.overflowed()).isFalse();
    queue.add(event(8192, 1));
    assertThat(queue.overflowed()).isTrue();
    assertThat(queue.next()).isEmpty();
  }

  @Test
  void events_that_are_too_large_together_are_all_dropped() {
    EventQueue queue = new EventQueue();
    for (int i = 0; i < 16; i++) {
      queue.add(event(i, 1 << 16));
    }
    assertThat(queue.overflowed()).isFalse();
    queue.add(event(16, 1));
    assertThat(queue.overflowed()).isTrue();
    assertThat(queue.next()).isEmpty();
  }

  @Test
  void one_event_of_any_size_fits_and_what_was_taken_counts_no_more() {
    EventQueue queue = new EventQueue();
    for (int i = 0; i < 3; i++) {
      queue.add(event(i, 2 << 20));
      assertThat(queue.next()).isPresent();
    }
    assertThat(queue.overflowed()).isFalse();
  }
}
