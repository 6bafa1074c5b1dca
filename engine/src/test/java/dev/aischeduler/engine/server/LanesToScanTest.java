package dev.aischeduler.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesToScanTest {
  private static final TaskType LANE = TestTaskTypes.LLM;

  private final LanesToScan lanesToScan = new LanesToScan();

  @Test
  void a_job_claimed_ahead_waits_for_the_scan_that_may_find_a_more_urgent_one() {
    lanesToScan.add(LANE, 5);
    assertThat(lanesToScan.mayHaveBefore(LANE, 9L)).isTrue();
    assertThat(lanesToScan.mayHaveBefore(LANE, 3L))
        .as("an older job is more urgent still")
        .isFalse();
    lanesToScan.beginScan(LANE);
    assertThat(lanesToScan.mayHaveBefore(LANE, 9L)).as("the scan is under way").isTrue();
    lanesToScan.endScan(LANE, true);
    assertThat(lanesToScan.mayHaveBefore(LANE, 9L)).isFalse();
    assertThat(lanesToScan.isToScan(LANE)).isTrue();
  }

  @Test
  void what_is_added_during_a_scan_is_found_by_the_next() {
    lanesToScan.add(LANE, 5);
    lanesToScan.beginScan(LANE);
    lanesToScan.add(LANE, 7);
    lanesToScan.endScan(LANE, false);
    assertThat(lanesToScan.isToScan(LANE)).isTrue();
    assertThat(lanesToScan.mayHaveBefore(LANE, 8L)).isTrue();
    assertThat(lanesToScan.mayHaveBefore(LANE, 6L)).isFalse();
  }

  @Test
  void a_scan_that_was_cancelled_is_still_to_be_made() {
    lanesToScan.add(LANE, 5);
    lanesToScan.beginScan(LANE);
    lanesToScan.cancelScan(LANE);
    assertThat(lanesToScan.isToScan(LANE)).isTrue();
    assertThat(lanesToScan.mayHaveBefore(LANE, 6L)).isTrue();
  }

  @Test
  void a_job_of_unknown_sort_key_may_be_the_most_urgent() {
    lanesToScan.add(List.of(LANE));
    assertThat(lanesToScan.mayHaveBefore(LANE, Long.MIN_VALUE + 1)).isTrue();
    assertThat(lanesToScan.mayHaveBefore(TestTaskTypes.TTS, 1L)).isFalse();
  }
}
