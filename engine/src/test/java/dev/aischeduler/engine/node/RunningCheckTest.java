package dev.aischeduler.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.node.RunningJob;
import dev.aischeduler.engine.attempt.Attempts;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunningCheckTest {
  private final Attempts attempts = new Attempts();
  private final RunningCheck check = new RunningCheck(attempts);
  private final RunningJob job = new RunningJob(UUID.randomUUID(), TestTaskTypes.LLM, "here", 3);

  private List<RunningJob> look(RunningJob... rows) {
    return check.orphans(() -> List.of(rows));
  }

  @Test
  void a_job_without_an_attempt_is_an_orphan_at_the_second_check() {
    assertThat(look(job)).isEmpty();
    assertThat(look(job)).containsExactly(job);
  }

  @Test
  void a_job_that_has_ended_between_the_checks_is_none() {
    assertThat(look(job)).isEmpty();
    assertThat(look()).isEmpty();
    assertThat(look(job)).isEmpty();
  }

  @Test
  void a_claim_that_was_under_way_at_the_first_check_may_still_bring_the_attempt() {
    try (Attempts.Claiming slow = attempts.claiming()) {
      assertThat(slow).isNotNull();
      for (int i = 0; i < 5; i++) {
        assertThat(look(job)).isEmpty();
      }
    }
    assertThat(look(job)).containsExactly(job);
  }

  @Test
  void claims_that_began_later_do_not_put_the_recovery_off() {
    assertThat(look(job)).isEmpty();
    try (Attempts.Claiming later = attempts.claiming()) {
      assertThat(later).isNotNull();
      assertThat(look(job)).containsExactly(job);
    }
  }

  @Test
  void another_token_is_another_attempt() {
    assertThat(look(job)).isEmpty();
    assertThat(look(new RunningJob(job.id(), job.lane(), "here", 4))).isEmpty();
  }
}
