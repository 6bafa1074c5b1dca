package dev.aischeduler.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Single situations of {@link FairQueue}. */
final class FairQueueTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final FairQueue queue = new FairQueue(90, 10);

  @Test
  void the_device_is_kept_for_a_lane_no_longer_than_another_waits() {
    run(0, 0, 3);
    run(1, 3, 53);
    run(0, 53, 56);
    queue.arrive(1, 56 * MILLI);
    assertThat(queue.next(56 * MILLI)).as("kept for lane 0").isEqualTo(FairQueue.NONE);
    queue.leave(1);
    assertThat(queue.next(57 * MILLI)).isEqualTo(FairQueue.NONE);
    run(0, 60_000, 60_003);
    assertThat(queue.kept()).isEqualTo(MILLI);
  }

  private void run(int lane, long fromMs, long toMs) {
    queue.arrive(lane, fromMs * MILLI);
    assertThat(queue.next(fromMs * MILLI)).isEqualTo(lane);
    queue.start(lane, fromMs * MILLI);
    queue.end(lane, toMs * MILLI);
  }
}
