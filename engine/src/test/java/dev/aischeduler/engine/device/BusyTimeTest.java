package dev.aischeduler.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BusyTimeTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void slices_leave_the_window_after_a_minute_but_not_the_total() {
    BusyTime busy = new BusyTime(2, 5 * SECOND);
    busy.add(0, 10, 5 * SECOND);
    busy.add(1, 20, 6 * SECOND);
    assertThat(busy.recent(0, 64 * SECOND)).isEqualTo(10);
    assertThat(busy.recent(0, 65 * SECOND)).isZero();
    assertThat(busy.recent(1, 65 * SECOND)).isEqualTo(20);
    assertThat(busy.recent(1, 1000 * SECOND)).isZero();
    assertThat(busy.total(0)).isEqualTo(10);
    assertThat(busy.total(1)).isEqualTo(20);
  }
}
