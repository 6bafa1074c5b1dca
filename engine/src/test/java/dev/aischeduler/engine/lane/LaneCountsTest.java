package dev.aischeduler.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.QueueCounts;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Short queues are counted at once, long ones now and then. */
class LaneCountsTest {
  private static final int EXACT = 5;
  private final QueueLengths lengths = new QueueLengths();
  private final AtomicLong nanos = new AtomicLong();

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void short_queues_are_exact_and_long_ones_are_counted_by_the_timer_and_kept_up(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      LaneCounts counts =
          new LaneCounts(
              new QueueCounts(database, TestTaskTypes.ALL.all()), lengths, this::tick, EXACT);
      add(database, dialect, "tts", "queued", 5);
      add(database, dialect, "llm", "queued", 20);
      add(database, dialect, "llm", "scheduled", 9);
      add(database, dialect, "llm", "running", 1);
      assertThat(of(counts, TestTaskTypes.TTS, JobStatus.QUEUED)).isEqualTo(5);
      assertThat(of(counts, TestTaskTypes.LLM, JobStatus.RUNNING)).isEqualTo(1);
      assertThat(of(counts, TestTaskTypes.LLM, JobStatus.QUEUED)).isEqualTo(6);

      counts.run();
      assertThat(of(counts, TestTaskTypes.LLM, JobStatus.QUEUED)).isEqualTo(20);
      assertThat(of(counts, TestTaskTypes.LLM, JobStatus.SCHEDULED)).isEqualTo(9);
      assertThat(lengths.of(TestTaskTypes.TTS)).isEqualTo(5);

      // another node submits 10, this one 3; it is too early to count so many again
      add(database, dialect, "llm", "queued", 10);
      lengths.add(TestTaskTypes.LLM, 3);
      counts.run();
      assertThat(of(counts, TestTaskTypes.LLM, JobStatus.QUEUED)).isEqualTo(23);
      nanos.addAndGet(Duration.ofHours(1).toNanos());
      counts.run();
      assertThat(of(counts, TestTaskTypes.LLM, JobStatus.QUEUED)).isEqualTo(30);
    }
  }

  /** Each look at the clock takes a second. */
  private long tick() {
    return nanos.addAndGet(Duration.ofSeconds(1).toNanos());
  }

  private static long of(LaneCounts counts, TaskType lane, JobStatus status) {
    return counts.now().get(lane).get(status);
  }

  private static void add(
      Database database, Dialect dialect, String lane, String status, int jobs) {
    boolean h2 = dialect == Dialect.H2;
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    String.format(
                        Locale.ROOT,
                        """
                    INSERT INTO job (id, type, lane, resource, priority, sort_key, status, progress,
                      attempt, max_attempts, fencing_token, request, tenant, tags, created_at,
                      timeout_s)
                    SELECT %s, '%s', '%s', 'gpu', 5, x, '%s', 0, 0, 3, 0, '{}', 't', '',
                           current_timestamp, 60
                      FROM %s AS s(x)""",
                        h2 ? "random_uuid()" : "gen_random_uuid()",
                        lane,
                        lane,
                        status,
                        String.format(
                            Locale.ROOT,
                            (h2 ? "system_range(1, %d)" : "generate_series(1, %d)"),
                            jobs))));
  }
}
