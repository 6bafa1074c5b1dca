package dev.aischeduler.db.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is asked for, the pages together hold exactly what a look at every job finds. */
class JobSearchTest {
  private static final int JOBS = 300;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final Random random = new Random(7);

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void pages_hold_every_match_once_and_in_order_however_few_jobs_a_page_scans(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      List<Row> rows = fill(database);
      for (int look : new int[] {7, JobSearch.SCAN_LIMIT}) {
        JobSearch search = new JobSearch(database, TestTaskTypes.ALL.all(), look);
        for (int i = 0; i < 20; i++) {
          JobFilter filter = filter();
          List<UUID> expected =
              rows.stream().filter(matches(filter)).map(Row::id).sorted().toList();
          int limit = 1 + random.nextInt(40);
          assertThat(search.count(filter)).as(filter.toString()).isEqualTo(expected.size());
          assertThat(all(search, filter, limit, false)).as(filter.toString()).isEqualTo(expected);
          List<UUID> backwards = new ArrayList<>(expected);
          Collections.reverse(backwards);
          assertThat(all(search, filter, limit, true)).as(filter.toString()).isEqualTo(backwards);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void the_same_question_for_another_number_of_jobs_gets_another_page(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      fill(database);
      JobSearch search = new JobSearch(database, TestTaskTypes.ALL.all());
      JobFilter open =
          JobFilter.all().in(EnumSet.of(JobStatus.QUEUED, JobStatus.SCHEDULED, JobStatus.RUNNING));
      for (int limit : new int[] {20, 5, 50}) {
        assertThat(search.newest(open, null, limit).jobs()).hasSize(limit);
      }
    }
  }

  private static List<UUID> all(JobSearch search, JobFilter filter, int limit, boolean newest) {
    List<UUID> found = new ArrayList<>();
    UUID after = null;
    do {
      JobPage page =
          newest ? search.newest(filter, after, limit) : search.oldest(filter, after, limit);
      assertThat(page.jobs()).hasSizeLessThanOrEqualTo(limit);
      page.jobs().forEach(job -> found.add(job.id()));
      after = page.next();
    } while (after != null);
    return found;
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void dead_letters_are_counted_by_lane_and_cause_among_the_latest(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      List<Row> rows = fill(database);
      List<DeadLetters> groups = new JobSearch(database, TestTaskTypes.ALL.all()).deadLetters(null);
      assertThat(groups)
          .isSortedAccordingTo(Comparator.comparingLong(DeadLetters::count).reversed());
      for (DeadLetters group : groups) {
        assertThat(rows)
            .filteredOn(
                row ->
                    row.status() == JobStatus.FAILED
                        && row.type().equals(group.type())
                        && group.errorType().equals(row.error()))
            .hasSize((int) group.count());
      }
      assertThat(
              new JobSearch(database, TestTaskTypes.ALL.all(), 5)
                  .deadLetters(null).stream().mapToLong(DeadLetters::count))
          .allMatch(count -> count <= 5);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void each_state_is_counted_up_to_a_limit_in_each_lane(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      List<Row> rows = fill(database);
      JobSearch search = new JobSearch(database, TestTaskTypes.ALL.all());
      // ids know milliseconds, so the bound is the end of one
      JobFilter some =
          JobFilter.all().of(Set.of(TestTaskTypes.TTS)).createdBefore(START.plusNanos(59_999_999));
      Map<JobStatus, Long> all = search.countsUpTo(JobFilter.all(), JOBS);
      Map<JobStatus, Long> few = search.countsUpTo(JobFilter.all(), 3);
      Map<JobStatus, Long> speech = search.countsUpTo(some, JOBS);
      for (JobStatus state : JobStatus.values()) {
        assertThat(rows)
            .filteredOn(row -> row.status() == state)
            .hasSize(all.get(state).intValue());
        assertThat(few.get(state)).isEqualTo(3L * TestTaskTypes.ALL.all().size());
        assertThat(rows)
            .filteredOn(matches(some.in(Set.of(state))))
            .hasSize(speech.get(state).intValue());
      }
      assertThat(search.countsUpTo(JobFilter.all().withTags(List.of("t1")), JOBS)).isEmpty();
      assertThat(search.countsUpTo(JobFilter.all().withCause("error"), JOBS)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void words_are_found_in_requests_as_they_are_written_whatever_their_case(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      List<Row> rows = fill(database);
      UUID old = rows.get(10).id();
      database
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "UPDATE job SET request = ? WHERE id = ?",
                      "{\"prompt\":\"A \\\"Red\\\" boat at 50% off, 红船\"}",
                      old));
      for (int look : new int[] {7, JobSearch.SCAN_LIMIT}) {
        JobSearch search = new JobSearch(database, TestTaskTypes.ALL.all(), look);
        for (String words : List.of("boat", "a \"red\" BOAT", "50% off", "红船")) {
          assertThat(withWords(search, words)).as(words).containsExactly(old);
        }
        for (String words : List.of("boat_at", "5%0", "blue")) {
          assertThat(withWords(search, words)).as(words).isEmpty();
        }
      }
    }
  }

  private static List<UUID> withWords(JobSearch search, String words) {
    List<UUID> found = new ArrayList<>();
    UUID after = null;
    do {
      JobPage page = search.withWords(JobFilter.all(), words, after, 10);
      page.jobs().forEach(job -> found.add(job.id()));
      after = page.next();
    } while (after != null);
    return found;
  }

  private record Row(
      UUID id,
      TaskType type,
      JobStatus status,
      String tenant,
      String tag,
      String error,
      Instant at) {}

  private JobFilter filter() {
    return new JobFilter(
        some(TestTaskTypes.ALL.all()),
        some(List.of(JobStatus.values())),
        random.nextInt(3) == 0 ? List.of("t" + random.nextInt(3)) : List.of(),
        random.nextInt(4) == 0 ? "a" : null,
        random.nextInt(4) == 0 ? "error" : null,
        random.nextInt(4) == 0 ? at(random.nextInt(JOBS)) : null,
        random.nextInt(4) == 0 ? at(random.nextInt(JOBS)) : null);
  }

  private <E> Set<E> some(List<E> all) {
    return all.stream().filter(one -> random.nextInt(3) == 0).collect(Collectors.toSet());
  }

  private <E> E any(List<E> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static Predicate<Row> matches(JobFilter filter) {
    return row ->
        (filter.types().isEmpty() || filter.types().contains(row.type()))
            && (filter.statuses().isEmpty() || filter.statuses().contains(row.status()))
            && (filter.tags().isEmpty() || filter.tags().contains(row.tag()))
            && (filter.tenant() == null || filter.tenant().equals(row.tenant()))
            && (filter.errorType() == null || filter.errorType().equals(row.error()))
            && (filter.createdAfter() == null || !row.at().isBefore(filter.createdAfter()))
            && (filter.createdBefore() == null || row.at().isBefore(filter.createdBefore()));
  }

  /** Several in the same millisecond. */
  private static Instant at(int number) {
    return START.plusNanos(number * 300_000L);
  }

  private List<Row> fill(Database database) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      Instant at = at(i);
      UUID id = new UUID((at.toEpochMilli() << 16) | 0x7000, Long.MIN_VALUE | i);
      JobStatus status = any(List.of(JobStatus.values()));
      rows.add(
          new Row(
              id,
              any(TestTaskTypes.ALL.all()),
              status,
              random.nextInt(3) == 0 ? "a" : "default",
              "t" + random.nextInt(3),
              status == JobStatus.FAILED ? (random.nextBoolean() ? "error" : "timeout") : null,
              at));
    }
    database
        .jdbi()
        .useHandle(
            h -> {
              var batch =
                  h.prepareBatch(
                      """
                      INSERT INTO job (id, type, lane, resource, priority, sort_key, status,
                        progress, attempt, max_attempts, fencing_token, request, tenant, tags,
                        created_at, finished_at, timeout_s, error_type)
                      VALUES (:id, :type, :type, 'gpu', 5, 1, :status, 0, 0, 3, 0, '{}', :tenant,
                        :tags, :at, :at, 60, :error)""");
              for (Row row : rows) {
                batch
                    .bind("id", row.id())
                    .bind("type", row.type().wireName())
                    .bind("status", row.status().wireName())
                    .bind("tenant", row.tenant())
                    .bind("tags", Job.joinTags(List.of(row.tag())))
                    .bind("at", row.at().atOffset(ZoneOffset.UTC))
                    .bind("error", row.error())
                    .add();
              }
              batch.execute();
            });
    return rows;
  }
}
