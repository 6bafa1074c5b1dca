package dev.aischeduler.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneHintsTest {
  private static final TaskType LANE = TestTaskTypes.LLM;

  private final LaneHints hints = new LaneHints();

  @Test
  void a_job_claimed_ahead_waits_for_the_scan_that_looks_for_a_more_urgent_one() {
    hints.heard(LANE, 5);
    assertThat(hints.mayHaveBefore(LANE, 9L)).isTrue();
    assertThat(hints.mayHaveBefore(LANE, 3L)).as("an older job is more urgent still").isFalse();
    hints.beginScan(LANE);
    assertThat(hints.mayHaveBefore(LANE, 9L)).as("the scan is under way").isTrue();
    hints.endScan(LANE, true);
    assertThat(hints.mayHaveBefore(LANE, 9L)).isFalse();
    assertThat(hints.isToScan(LANE)).isTrue();
  }

  @Test
  void what_is_heard_during_a_scan_is_looked_for_by_the_next() {
    hints.heard(LANE, 5);
    hints.beginScan(LANE);
    hints.heard(LANE, 7);
    hints.endScan(LANE, false);
    assertThat(hints.isToScan(LANE)).isTrue();
    assertThat(hints.mayHaveBefore(LANE, 8L)).isTrue();
    assertThat(hints.mayHaveBefore(LANE, 6L)).isFalse();
  }

  @Test
  void a_scan_that_did_not_come_about_is_still_to_be_made() {
    hints.heard(LANE, 5);
    hints.beginScan(LANE);
    hints.cancelScan(LANE);
    assertThat(hints.isToScan(LANE)).isTrue();
    assertThat(hints.mayHaveBefore(LANE, 6L)).isTrue();
  }

  @Test
  void a_job_of_unknown_place_may_be_the_most_urgent() {
    hints.heard(List.of(LANE));
    assertThat(hints.mayHaveBefore(LANE, Long.MIN_VALUE + 1)).isTrue();
    assertThat(hints.mayHaveBefore(TestTaskTypes.TTS, 1L)).isFalse();
  }
}
