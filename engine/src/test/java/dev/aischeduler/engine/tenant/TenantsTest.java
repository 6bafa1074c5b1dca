package dev.aischeduler.engine.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.refusal.QuotaExceededException;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.SettableClock;
import dev.aischeduler.engine.webhook.CallbackTerms;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Several tenants in the same lanes. */
@ParameterizedClass
@EnumSource(Dialect.class)
class TenantsTest {
  @TempDir Path folder;
  private final Dialect dialect;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));

  TenantsTest(Dialect dialect) {
    this.dialect = dialect;
  }

  private EngineFixture start(String... overrides) {
    return new EngineFixture(TestDatabases.open(dialect), folder, clock, overrides);
  }

  private static Submission of(
      String tenant, String text, @Nullable Integer priority, @Nullable String key) {
    return new Submission(
        TestTaskTypes.LLM,
        EngineFixture.request(text, null),
        priority,
        null,
        null,
        null,
        List.of(),
        key,
        null,
        null,
        null,
        tenant,
        CallbackTerms.NONE);
  }

  private static List<Submission> many(String tenant, int count) {
    return IntStream.range(0, count).mapToObj(i -> of(tenant, tenant + i, 5, null)).toList();
  }

  private static void weight(EngineFixture fixture, String tenant, int weight) {
    fixture.jobs().tenants().put(new Tenant(tenant, weight, null, null, null));
  }

  @Test
  void a_tenant_with_one_job_does_not_wait_behind_the_hundreds_of_another() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      weight(fixture, "small", 1);
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      fixture.jobs().submitAll(many("default", 400));
      for (int i = 400; i < 420; i++) {
        fixture.jobs().submit(of("default", "default" + i, 5, null));
      }
      UUID lone = fixture.jobs().submit(of("small", "lone", 5, null)).job().id();
      JobDetails details = fixture.jobs().find(lone).orElseThrow();
      assertThat(details.queuePosition()).isEqualTo(2);
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      assertThat(fixture.await(lone).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(fixture.llm.started.indexOf("lone")).isEqualTo(1);
    }
  }

  @Test
  void submissions_that_race_are_spaced_like_those_of_one_thread() throws Exception {
    try (EngineFixture fixture = start()) {
      weight(fixture, "small", 1);
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      List<CompletableFuture<Job>> calls =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> fixture.jobs().submit(of("default", "d" + i, 5, null)).job()))
              .toList();
      List<Long> keys = new ArrayList<>();
      calls.forEach(call -> keys.add(call.join().sortKey()));
      keys.sort(null);
      for (int i = 1; i < keys.size(); i++) {
        assertThat(keys.get(i) - keys.get(i - 1)).isGreaterThanOrEqualTo(2_000_000);
      }
    }
  }

  @Test
  void tenants_that_wait_together_start_jobs_by_weight() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      weight(fixture, "heavy", 3);
      weight(fixture, "light", 1);
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      // both are known to use the lane before either has a backlog
      fixture
          .jobs()
          .submitAll(List.of(of("heavy", "heavy-", 5, null), of("light", "light-", 5, null)));
      fixture.jobs().submitAll(many("heavy", 60));
      fixture.jobs().submitAll(many("light", 60));
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      UUID last = fixture.jobs().submit(of("light", "last", 5, null)).job().id();
      fixture.await(last);
      List<String> first = fixture.llm.started.subList(0, 40);
      assertThat(first.stream().filter(text -> text.startsWith("heavy"))).hasSizeBetween(28, 32);
    }
  }

  @Test
  void a_higher_priority_goes_first_within_its_tenant_and_waits_say_whose_jobs_are_ahead()
      throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      weight(fixture, "acme", 1);
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      fixture.jobs().submitAll(many("acme", 50));
      Job urgent = fixture.jobs().submit(of("acme", "urgent", 9, null)).job();
      Job usual = fixture.jobs().submit(of("acme", "usual", 5, null)).job();
      assertThat(fixture.jobs().find(urgent.id()).orElseThrow().queuePosition()).isEqualTo(1);
      JobDetails details = fixture.jobs().find(usual.id()).orElseThrow();
      assertThat(details.queuePosition()).isEqualTo(52);
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      fixture.await(urgent.id());
      assertThat(fixture.llm.started.get(0)).isEqualTo("urgent");
    }
  }

  @Test
  void a_tenant_has_at_most_its_number_of_waiting_jobs() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().tenants().put(new Tenant("acme", 1, 2, null, null));
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      fixture.jobs().submitAll(many("acme", 2));
      assertThatThrownBy(() -> fixture.jobs().submit(of("acme", "third", null, null)))
          .isInstanceOf(QuotaExceededException.class)
          .hasMessageContaining("max_queued");
      assertThatThrownBy(() -> fixture.jobs().submitAll(many("acme", 3)))
          .isInstanceOf(InvalidRequestException.class);
      fixture.jobs().submit(of("default", "others", null, null));
    }
  }

  @Test
  void a_rate_and_a_day_are_counted_over_restarts_and_refusals_say_when_to_try_again()
      throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().tenants().put(new Tenant("fast", 1, null, 2, null));
      fixture.jobs().submitAll(many("fast", 2));
      fixture.restart();
      assertThatThrownBy(() -> fixture.jobs().submit(of("fast", "third", null, null)))
          .isInstanceOfSatisfying(
              QuotaExceededException.class, e -> assertThat(e.retryAfterS()).isBetween(30, 31));
      clock.advance(Duration.ofSeconds(31));
      assertThat(fixture.jobs().submit(of("fast", "third", null, null)).created()).isTrue();

      fixture.jobs().tenants().put(new Tenant("daily", 1, null, null, 3));
      fixture.jobs().submitAll(many("daily", 3));
      assertThatThrownBy(() -> fixture.jobs().submit(of("daily", "fourth", null, null)))
          .isInstanceOfSatisfying(
              QuotaExceededException.class,
              e -> assertThat(e.retryAfterS()).isGreaterThan(11 * 3600).isLessThan(12 * 3600));
      clock.advance(Duration.ofHours(12));
      assertThat(fixture.jobs().submit(of("daily", "fourth", null, null)).created()).isTrue();
    }
  }

  @Test
  void tenants_are_made_changed_and_removed_while_the_engine_runs() throws Exception {
    try (EngineFixture fixture = start()) {
      assertThatThrownBy(() -> fixture.jobs().submit(of("acme", "x", null, null)))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("tenant"));
      Tenants tenants = fixture.jobs().tenants();
      assertThat(tenants.put(new Tenant("acme", 1, null, null, null))).isTrue();
      assertThat(tenants.put(new Tenant("acme", 4, 10, null, null))).isFalse();
      assertThat(tenants.find("acme")).contains(new Tenant("acme", 4, 10, null, null));
      Job job = fixture.jobs().submit(of("acme", "x", null, "key")).job();
      Job other = fixture.jobs().submit(of("default", "y", null, "key")).job();
      assertThat(other.id()).as("keys hold within a tenant").isNotEqualTo(job.id());
      assertThat(tenants.delete("acme")).isTrue();
      assertThat(fixture.await(job.id()).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThatThrownBy(() -> fixture.jobs().submit(of("acme", "z", null, null)))
          .isInstanceOf(InvalidRequestException.class);
      assertThatThrownBy(() -> tenants.delete("default")).isInstanceOf(ConflictException.class);
      assertThat(tenants.list()).extracting(Tenant::name).containsExactly("default");
    }
  }
}
