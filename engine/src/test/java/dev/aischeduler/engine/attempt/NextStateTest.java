package dev.aischeduler.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.Backoff;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.queue.Finish;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NextStateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final RetryPolicy retries =
      new RetryPolicy(EngineFixture.settings(Path.of("")).lanes(), () -> 0.999_999);

  private Finish after(int attempt, Ending ending) {
    return NextState.after(job(attempt), ending, retries, NOW).orElseThrow();
  }

  private static Job job(int attempt) {
    return new Job(
        UUID.randomUUID(),
        TestTaskTypes.LLM,
        "gpu",
        5,
        1,
        JobStatus.RUNNING,
        0,
        null,
        attempt,
        3,
        attempt,
        "{}",
        null,
        null,
        null,
        null,
        "default",
        List.of(),
        "node",
        NOW,
        null,
        NOW,
        null,
        60,
        null,
        new Backoff(4, 60, 2),
        0,
        null,
        null,
        null,
        null,
        null);
  }

  private static Ending failed(boolean permanent) {
    return new Ending.Failed(new Failure("error", "no", permanent), null);
  }

  @Test
  void a_success_is_final_and_carries_its_result() {
    Finish finish = after(1, new Ending.Succeeded("{}", List.of()));
    assertThat(finish.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(finish.counts()).isTrue();
    assertThat(finish.outcome().result()).isEqualTo("{}");
  }

  @Test
  void a_failure_waits_longer_each_time_and_is_final_when_the_attempts_are_used_up() {
    Finish first = after(1, failed(false));
    assertThat(first.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(first.runAt()).isEqualTo(NOW.plusSeconds(4));
    assertThat(after(2, failed(false)).runAt()).isEqualTo(NOW.plusSeconds(8));
    Finish last = after(3, failed(false));
    assertThat(last.status()).isEqualTo(JobStatus.FAILED);
    assertThat(last.runAt()).isNull();
    assertThat(last.outcome().errorType()).isEqualTo("error");
  }

  @Test
  void a_permanent_failure_is_final_at_once() {
    assertThat(after(1, failed(true)).status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  void what_is_put_back_costs_nothing_and_waits_only_when_asked_to() {
    Finish now = after(1, new Ending.PutBack(Optional.empty(), "shutdown"));
    assertThat(now.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(now.counts()).isFalse();
    Finish later = after(1, new Ending.PutBack(Optional.of(Duration.ofSeconds(2)), "memory"));
    assertThat(later.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(later.runAt()).isEqualTo(NOW.plusSeconds(2));
    assertThat(later.outcome().errorType()).isNull();
  }

  @Test
  void nothing_is_written_for_a_job_that_belongs_to_somebody_else() {
    assertThat(NextState.after(job(1), new Ending.Abandoned(Reason.CANCELLED), retries, NOW))
        .isEmpty();
  }
}
