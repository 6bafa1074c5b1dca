package dev.aischeduler.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.uuid.Generators;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.artifact.FileContentStore;
import dev.aischeduler.db.bot.BotMessageStore;
import dev.aischeduler.db.job.JobRemoval;
import dev.aischeduler.db.openai.OpenAiObject;
import dev.aischeduler.db.openai.OpenAiObject.Kind;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.engine.system.Contexts;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is old goes, and nothing else. */
@ParameterizedClass
@EnumSource(Dialect.class)
class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private final Dialect dialect;
  private Database database;
  private Settings settings;

  RetentionTest(Dialect dialect) {
    this.dialect = dialect;
  }

  @BeforeEach
  void open() {
    database = TestDatabases.open(dialect);
    settings = EngineFixture.settings(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private ArtifactStore artifacts(Instant at) {
    return new ArtifactStore(
        database.jdbi(),
        new FileContentStore(folder.resolve("content"), Clock.fixed(at, ZoneOffset.UTC)));
  }

  private String run() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new Retention(
            settings,
            TestTaskTypes.ALL.all(),
            new JobRemoval(database),
            new RunStore(database),
            (run, kind) -> {},
            new ScheduleRunStore(database),
            artifacts(NOW),
            artifacts(NOW),
            new DeliveryStore(database),
            new OpenAiObjectStore(database),
            new BotMessageStore(database),
            clock)
        .run("{}", Contexts.none());
  }

  private UUID job(String status, Instant started, @Nullable Instant finished) {
    UUID id = Generators.timeBasedEpochGenerator().construct(started.toEpochMilli());
    database
        .jdbi()
        .useHandle(
            h -> {
              h.createUpdate(
                      """
                      INSERT INTO job (id, type, lane, resource, priority, sort_key, status,
                        progress, attempt, max_attempts, fencing_token, request, tenant, tags,
                        created_at, started_at, finished_at, timeout_s, queue_timeout_s)
                      VALUES (:id, 'llm', 'llm', 'gpu', 5, 1, :status, 0, 1, 3, 1, '{}', 'default',
                        '', :started, :started, :finished, 604800, 0)""")
                  .bind("id", id)
                  .bind("status", status)
                  .bind("started", started)
                  .bind("finished", finished)
                  .execute();
              h.createUpdate(
                      "INSERT INTO job_event (job_id, at, kind, data)"
                          + " VALUES (:id, :at, 'state', '{}')")
                  .bind("id", id)
                  .bind("at", started)
                  .execute();
            });
    return id;
  }

  private long count(String table) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
  }

  @Test
  void old_final_jobs_go_with_their_history_and_others_stay() {
    Instant old = NOW.minus(Duration.ofDays(settings.retention().jobsDays())).minus(DAY);
    job("succeeded", old, old.plusSeconds(1));
    job("failed", old, NOW.minusSeconds(1));
    job("queued", old, null);
    assertThat(run()).startsWith("removed 1 jobs");
    assertThat(count("job")).isEqualTo(2);
    assertThat(count("job_event")).isEqualTo(2);
  }

  @Test
  void what_is_kept_beside_jobs_goes_after_them_and_a_file_with_its_bytes() {
    Instant old = NOW.minus(Duration.ofDays(settings.retention().jobsDays())).minus(DAY);
    UUID ended = job("succeeded", old, old.plusSeconds(1));
    UUID waiting = job("queued", old, null);
    UUID oldFile = Generators.timeBasedEpochGenerator().construct(old.toEpochMilli());
    UUID file = Generators.timeBasedEpochGenerator().construct(NOW.toEpochMilli());
    OpenAiObjectStore objects = new OpenAiObjectStore(database);
    objects.insert(new OpenAiObject(ended, Kind.RESPONSE, "default", old, "{}"));
    objects.insert(new OpenAiObject(waiting, Kind.RESPONSE, "default", old, "{}"));
    objects.insert(new OpenAiObject(oldFile, Kind.FILE, "default", old, "{}"));
    objects.insert(new OpenAiObject(file, Kind.FILE, "default", NOW, "{}"));
    assertThat(objects.insert(new OpenAiObject(file, Kind.FILE, "other", NOW, "{}"))).isFalse();
    run();
    assertThat(objects.find(Kind.RESPONSE, ended)).isEmpty();
    assertThat(objects.find(Kind.RESPONSE, waiting)).isPresent();
    assertThat(objects.list(Kind.FILE, null, null, true, 9))
        .extracting(OpenAiObject::id)
        .containsExactly(file);
  }

  @Test
  void content_that_an_attempt_of_days_has_stored_stays_until_it_ends() throws Exception {
    Instant began = NOW.minus(Duration.ofDays(5));
    UUID running = job("running", began, null);
    String mine = artifacts(began.plusSeconds(60)).content().put(new byte[] {1}).sha256();
    String nobodys =
        artifacts(began.minus(DAY.multipliedBy(2))).content().put(new byte[] {2}).sha256();
    run();
    artifacts(NOW).content().open(mine).close();
    assertThatThrownBy(() -> artifacts(NOW).content().open(nobodys))
        .isInstanceOf(ArtifactContentException.class);
    database
        .jdbi()
        .useHandle(h -> h.execute("UPDATE job SET status = 'failed' WHERE id = ?", running));
    run();
    assertThatThrownBy(() -> artifacts(NOW).content().open(mine))
        .isInstanceOf(ArtifactContentException.class);
  }

  private void artifact(UUID owner, String name, Instant at) {
    String sha256 = artifacts(at).content().put(name.getBytes(StandardCharsets.UTF_8)).sha256();
    artifacts(at).insert(List.of(new Artifact(owner, name, "text/plain", 1, sha256, at)));
  }

  private void change(UUID run, RunStatus from, RunStatus to, Instant at) {
    assertThat(new RunStore(database).change(run, Set.of(from), to, null, at)).isTrue();
  }

  @Test
  void what_a_run_holds_stays_while_it_is_open_and_as_long_as_other_results_after_that() {
    Instant old = NOW.minus(Duration.ofDays(settings.artifacts().retentionDays())).minus(DAY);
    RunStore runs = new RunStore(database);
    UUID run = UUID.randomUUID();
    runs.insert(Run.queued(run, "bulk", "old", "default", "{}", old));
    UUID item = job("succeeded", NOW.minus(DAY), NOW.minus(DAY));
    UUID other = job("succeeded", NOW.minus(DAY), NOW.minus(DAY));
    database.jdbi().useHandle(h -> h.execute("UPDATE job SET run_id = ? WHERE id = ?", run, item));
    artifact(run, "manifest.00001", old);
    artifact(item, "item.txt", old.plusSeconds(1));
    artifact(other, "other.txt", old.plusSeconds(2));

    change(run, RunStatus.QUEUED, RunStatus.PAUSED, old);
    assertThat(run()).contains(" 1 artifacts");
    assertThat(artifacts(NOW).list(run)).hasSize(1);
    assertThat(artifacts(NOW).list(item)).hasSize(1);
    assertThat(artifacts(NOW).list(other)).isEmpty();

    change(run, RunStatus.PAUSED, RunStatus.CANCELLED, NOW.minus(DAY));
    assertThat(run()).contains(" 0 artifacts");

    database
        .jdbi()
        .useHandle(h -> h.execute("UPDATE run SET finished_at = ? WHERE id = ?", old, run));
    settings = EngineFixture.settings(folder, "retention.jobs_days=36500");
    assertThat(run()).contains(" 2 artifacts");
    assertThat(artifacts(NOW).list(run)).isEmpty();
  }

  private void botMessage(long id, String state, Instant created) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        """
                        INSERT INTO bot_message (id, self_id, message_id, user_id, transport, kind,
                          language, state, attempt, failures, parts_sent, in_doubt, created_at,
                          next_at, expires_at)
                        VALUES (:id, 1, :number, 2, 'http', 'chat', 'en', :state, 0, 0, 0, FALSE,
                          :created, :created, :created)""")
                    .bind("id", UUID.randomUUID())
                    .bind("number", id)
                    .bind("state", state)
                    .bind("created", created)
                    .execute());
  }

  @Test
  void old_messages_to_bots_are_removed_once_they_have_ended() {
    Instant old = NOW.minus(Duration.ofDays(settings.retention().jobsDays() + 1L));
    botMessage(1, "answered", old);
    botMessage(2, "open", old);
    botMessage(3, "answered", NOW);
    run();
    List<Long> left =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("SELECT message_id FROM bot_message ORDER BY message_id")
                        .mapTo(Long.class)
                        .list());
    assertThat(left).containsExactly(2L, 3L);
  }
}
