package dev.aischeduler.jobs.llm.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RunSizeTest {
  private final RunSize size = new RunSize(8);

  @Test
  void a_failing_row_reduces_the_run_size_until_a_row_is_removed() {
    size.failed(4, false);
    size.stepped();
    assertThat(size.rows()).isEqualTo(4);
    size.rowLeft();
    assertThat(size.rows()).isEqualTo(8);
  }

  @Test
  void lack_of_memory_keeps_the_size_and_then_tries_twice_as_many() {
    size.failed(4, true);
    size.failed(2, true);
    for (int step = 1; step < RunSize.STEPS; step++) {
      size.stepped();
      size.rowLeft();
    }
    assertThat(size.rows()).isEqualTo(2);
    size.stepped();
    assertThat(size.rows()).isEqualTo(4);
    size.failed(2, true);
    assertThat(size.rows()).isEqualTo(2);
    for (int step = 0; step < 2 * RunSize.STEPS; step++) {
      size.stepped();
    }
    assertThat(size.rows()).isEqualTo(8);
    size.rowLeft();
    assertThat(size.rows()).isEqualTo(8);
  }
}
