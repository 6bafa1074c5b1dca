package dev.aischeduler.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import dev.aischeduler.engine.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules that start bulk runs and workflows. */
final class ScheduledRunsTest extends OnBothDatabases {
  private static final Instant NOON = Instant.parse("2027-01-04T12:00:00Z");
  private final SettableClock clock = new SettableClock(NOON);
  @TempDir Path manifests;

  private static ObjectNode schedule(String target) {
    return (ObjectNode)
        StrictJson.tree(
            "{\"name\": \"nightly\", \"when\": \"0 13 * * *\", \"target\": " + target + "}");
  }

  private Run fired(EngineFixture fixture, String target) {
    java.util.UUID id = fixture.engine().schedules().create(schedule(target)).schedule().id();
    clock.advance(Duration.ofHours(1));
    fixture.engine().schedules().fire(id);
    fixture.engine().schedules().fire(id);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(history(fixture))
                    .extracting(ScheduleRun::state)
                    .containsExactly(FireState.SUCCEEDED));
    return fixture.engine().runs().find(history(fixture).get(0).runId()).orElseThrow();
  }

  private static List<ScheduleRun> history(EngineFixture fixture) {
    return fixture.engine().schedules().history("nightly", Set.of(), null, 10).orElseThrow();
  }

  private static List<String> requests(EngineFixture fixture) {
    return fixture.jobs().list(JobFilter.all(), null, 10).jobs().stream()
        .map(Job::request)
        .toList();
  }

  @Test
  void rows_of_a_schedule_run_with_the_date_of_the_fire_time() {
    try (EngineFixture fixture = start(clock)) {
      Run run =
          fired(
              fixture,
              "{\"bulk\": {\"type\": \"llm\", \"rows\": [{\"text\": \"one ${date}\"}, {\"text\":"
                  + " \"two\"}]}}");
      assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(run.counts().succeeded()).isEqualTo(2);
      assertThat(requests(fixture)).anyMatch(r -> r.contains("one 2027-01-04")).hasSize(2);
    }
  }

  @Test
  void a_manifest_that_the_schedule_keeps_runs_with_the_date_of_each_fire_time() {
    try (EngineFixture fixture = start(clock)) {
      String target =
          "{\"bulk\": {\"type\": \"llm\", \"manifest\": \"item_key,text\\n"
              + "a,news of ${date-1d}\\nb,a plain $${date}\\n\"}}";
      Run run = fired(fixture, target);
      assertThat(run.counts().succeeded()).isEqualTo(2);
      assertThat(requests(fixture))
          .anyMatch(r -> r.contains("news of 2027-01-03"))
          .anyMatch(r -> r.contains("a plain ${date}"));
      clock.advance(Duration.ofDays(1));
      fixture.engine().schedules().runNow("nightly");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(requests(fixture)).anyMatch(r -> r.contains("news of 2027-01-04")));
    }
  }

  @Test
  void what_is_wrong_with_a_manifest_is_told_when_the_schedule_is_made() {
    try (EngineFixture fixture = start(clock)) {
      Schedules schedules = fixture.engine().schedules();
      assertThatThrownBy(
              () ->
                  schedules.create(
                      schedule(
                          "{\"bulk\": {\"type\": \"llm\", \"manifest\":"
                              + " \"text\\none\\non ${dat}\\n\"}}")))
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              e -> assertThat(e.field()).isEqualTo("target.bulk.manifest"))
          .hasMessageStartingWith("line 3: '${dat}' is no parameter");
      for (String manifest : List.of("text\\n", "txt\\none\\n")) {
        assertThatThrownBy(
                () ->
                    schedules.create(
                        schedule(
                            "{\"bulk\": {\"type\": \"llm\", \"manifest\": \"" + manifest + "\"}}")))
            .as(manifest)
            .isInstanceOfSatisfying(
                InvalidRequestException.class,
                e -> assertThat(e.field()).isEqualTo("target.bulk.manifest"));
      }
    }
  }

  @Test
  void a_file_of_the_folder_is_read_at_the_fire_time() throws IOException {
    try (EngineFixture fixture = start(clock, "artifacts.manifests=" + manifests)) {
      Files.writeString(manifests.resolve("2027-01-04.csv"), "type,text\nllm,from a file\n");
      Run run = fired(fixture, "{\"bulk\": {\"path\": \"${date}.csv\"}}");
      assertThat(run.counts().succeeded()).isEqualTo(1);
      assertThat(requests(fixture).get(0)).contains("from a file");
    }
  }

  @Test
  void files_elsewhere_are_refused() {
    try (EngineFixture fixture = start(clock, "artifacts.manifests=" + manifests)) {
      for (String path : List.of("../secret.csv", "/etc/passwd", "")) {
        assertThatThrownBy(
                () ->
                    fixture
                        .engine()
                        .schedules()
                        .create(schedule("{\"bulk\": {\"path\": \"" + path + "\"}}")))
            .as(path)
            .isInstanceOf(InvalidRequestException.class)
            .hasMessageContaining("artifacts.manifests");
      }
    }
  }

  @Test
  void a_workflow_starts_with_inputs_of_the_fire_time() {
    try (EngineFixture fixture = start(clock)) {
      Run run =
          fired(
              fixture,
              "{\"workflow\": {\"definition\": {\"name\": \"poem\", \"inputs\": {\"day\": {\"type\":"
                  + " \"text\"}}, \"steps\": {\"write\": {\"task\": \"llm\", \"request\": {\"text\":"
                  + " \"{{ inputs.day }}\"}}}}, \"inputs\": {\"day\": \"${date}\"}}}");
      assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(requests(fixture).get(0)).contains("2027-01-04");
    }
  }
}
