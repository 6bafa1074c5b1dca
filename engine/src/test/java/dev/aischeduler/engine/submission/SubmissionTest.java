package dev.aischeduler.engine.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.refusal.QueueFullException;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which submissions are taken: idempotency keys, limits, errors that name the field. */
class SubmissionTest extends OnBothDatabases {
  @Test
  void the_same_idempotency_key_gives_the_same_job_and_another_request_conflicts() {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      Submission one = keyed("a", "key-1");
      Submitted first = fixture.jobs().submit(one);
      Submitted second = fixture.jobs().submit(keyed("a", "key-1"));
      assertThat(first.created()).isTrue();
      assertThat(second.created()).isFalse();
      assertThat(second.job().id()).isEqualTo(first.job().id());
      assertThatThrownBy(() -> fixture.jobs().submit(keyed("b", "key-1")))
          .isInstanceOf(ConflictException.class);
    }
  }

  private static Submission keyed(String text, String key) {
    return new Submission(
        TestTaskTypes.LLM,
        EngineFixture.request(text, null),
        null,
        null,
        null,
        null,
        List.of(),
        key);
  }

  @Test
  void a_full_lane_refuses_more_and_names_its_limit() {
    try (EngineFixture fixture = start("lanes.image.max_queued=2")) {
      fixture.jobs().pause(TestTaskTypes.IMAGE, true);
      fixture.submit(TestTaskTypes.IMAGE, "1", null);
      fixture.submit(TestTaskTypes.IMAGE, "2", null);
      assertThatThrownBy(() -> fixture.submit(TestTaskTypes.IMAGE, "3", null))
          .isInstanceOf(QueueFullException.class)
          .hasMessageContaining("lanes.image.max_queued");
      fixture.submit(TestTaskTypes.LLM, "other lanes take jobs", null);
    }
  }

  @Test
  void bad_submissions_name_the_field() {
    try (EngineFixture fixture = start()) {
      assertThatThrownBy(() -> fixture.submit(TestTaskTypes.LLM, "x", null, 10))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("priority"));
      assertThatThrownBy(() -> fixture.submit(TestTaskTypes.LLM, "", null))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("text"));
      var unknown = EngineFixture.request("x", null).put("colour", "red");
      assertThatThrownBy(() -> fixture.jobs().submit(Submission.of(TestTaskTypes.LLM, unknown)))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("colour"));
    }
  }
}
