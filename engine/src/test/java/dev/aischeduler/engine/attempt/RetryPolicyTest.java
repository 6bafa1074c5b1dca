package dev.aischeduler.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.Backoff;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Settings.Lane LANE =
      new Settings.Lane("gpu", 5, 1, 0, 10, 3, 60, 2, 30, 0, 0, Map.of());
  private static final Settings.Lanes LANES = new Settings.Lanes(Map.of(TestTaskTypes.LLM, LANE));

  @Test
  void waits_double_up_to_the_maximum() {
    RetryPolicy longest = new RetryPolicy(LANES, () -> 1.0);
    assertThat(longest.backoff(TestTaskTypes.LLM, null, 1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(longest.backoff(TestTaskTypes.LLM, null, 2)).isEqualTo(Duration.ofSeconds(4));
    assertThat(longest.backoff(TestTaskTypes.LLM, null, 3)).isEqualTo(Duration.ofSeconds(8));
    assertThat(longest.backoff(TestTaskTypes.LLM, null, 5)).isEqualTo(Duration.ofSeconds(30));
    assertThat(longest.backoff(TestTaskTypes.LLM, null, 1000)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void chance_takes_off_at_most_half() {
    RetryPolicy shortest = new RetryPolicy(LANES, () -> 0.0);
    assertThat(shortest.backoff(TestTaskTypes.LLM, null, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(shortest.backoff(TestTaskTypes.LLM, null, 5)).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void a_jobs_own_backoff_replaces_the_lanes() {
    RetryPolicy longest = new RetryPolicy(LANES, () -> 1.0);
    Backoff own = new Backoff(3, 1000, 3);
    assertThat(longest.backoff(TestTaskTypes.LLM, own, 1)).isEqualTo(Duration.ofSeconds(3));
    assertThat(longest.backoff(TestTaskTypes.LLM, own, 3)).isEqualTo(Duration.ofSeconds(27));
    assertThat(longest.backoff(TestTaskTypes.LLM, own, 100)).isEqualTo(Duration.ofSeconds(1000));
    Backoff none = new Backoff(0, 0, 10);
    assertThat(longest.backoff(TestTaskTypes.LLM, none, 1000)).isZero();
  }
}
