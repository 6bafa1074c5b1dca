package dev.aischeduler.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A lane that may start only so many jobs a minute. */
@ParameterizedClass
@EnumSource(Dialect.class)
class LaneRateTest {
  @TempDir Path folder;
  private final Dialect dialect;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));

  LaneRateTest(Dialect dialect) {
    this.dialect = dialect;
  }

  @Test
  void starts_are_spaced_over_restarts_while_other_lanes_run_on() throws Exception {
    try (EngineFixture fixture =
        new EngineFixture(
            TestDatabases.open(dialect),
            folder,
            clock,
            "lanes.llm.rate_per_minute=6",
            "resources.max_concurrent_tasks=1")) {
      List<UUID> chats =
          IntStream.range(0, 3)
              .mapToObj(i -> fixture.submit(TestTaskTypes.LLM, "chat" + i, null))
              .toList();
      assertThat(fixture.await(chats.get(0)).status()).isEqualTo(JobStatus.SUCCEEDED);
      UUID speech = fixture.submit(TestTaskTypes.TTS, "speech", null, 0);
      assertThat(fixture.await(speech).status()).isEqualTo(JobStatus.SUCCEEDED);
      // The lane learns that its rate is used up when it next tries to start a chat.
      await()
          .untilAsserted(
              () ->
                  assertThat(fixture.jobs().find(chats.get(1)).orElseThrow().whyPending())
                      .contains("lanes.llm.rate_per_minute", "12:00:10Z"));
      JobDetails last = fixture.jobs().find(chats.get(2)).orElseThrow();
      assertThat(last.etaS()).isBetween(20.0, 21.0);
      clock.advance(Duration.ofSeconds(10));
      fixture.await(chats.get(1));
      fixture.restart();
      UUID after = fixture.submit(TestTaskTypes.TTS, "speech after the restart", null, 0);
      fixture.await(after);
      assertThat(fixture.llm.started).containsExactly("chat0", "chat1");
      clock.advance(Duration.ofSeconds(10));
      await().until(() -> fixture.llm.started.contains("chat2"));
    }
  }

  @Test
  void a_scheduled_job_is_expected_after_its_time() throws Exception {
    try (EngineFixture fixture = new EngineFixture(TestDatabases.open(dialect), folder, clock)) {
      fixture.await(fixture.submit(TestTaskTypes.LLM, "known duration", null));
      Submission later =
          new Submission(
              TestTaskTypes.LLM,
              EngineFixture.request("later", null),
              null,
              null,
              null,
              clock.instant().plusSeconds(90),
              List.of(),
              null);
      JobDetails details =
          fixture.jobs().find(fixture.jobs().submit(later).job().id()).orElseThrow();
      assertThat(details.whyPending()).isEqualTo("runs at 2026-01-01T12:01:30Z");
      assertThat(details.etaS()).isBetween(89.0, 91.0);
    }
  }
}
