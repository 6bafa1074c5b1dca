package dev.aischeduler.db.jobrunr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.jobrunr.Disagreement.Kind;
import java.time.Clock;
import java.util.List;
import org.jobrunr.jobs.states.StateName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever parts a job from JobRunr's row is seen, and repaired in favour of the job. */
class QueueCheckTest {
  @ParameterizedTest
  @EnumSource
  void open_jobs_without_a_row_get_one_that_fits(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      JobRunrQueue queue = queue(database);
      Job queued = TestJobs.job(JobStatus.QUEUED);
      Job scheduled = TestJobs.job(JobStatus.SCHEDULED);
      Job running = TestJobs.job(JobStatus.QUEUED);
      queue.submit(List.of(queued, scheduled, running));
      QueueCheck check = new QueueCheck(queue);
      assertThat(check.look(10)).isEmpty();
      execute(database, "DELETE FROM jobrunr_jobs");
      execute(database, "UPDATE job SET status = 'running' WHERE id = '" + running.id() + "'");

      List<Disagreement> seen = check.look(10);
      assertThat(seen).extracting(Disagreement::kind).containsOnly(Kind.MISSING).hasSize(3);
      assertThat(seen).allMatch(check::repair).noneMatch(check::repair);

      assertThat(check.look(10)).isEmpty();
      assertThat(queue.storage().getJobById(queued.id()).getState()).isEqualTo(StateName.ENQUEUED);
      assertThat(queue.storage().getJobById(running.id()).getState())
          .isEqualTo(StateName.PROCESSING);
      assertThat(queue.promote(TestJobs.AT.plusSeconds(1), 10)).isEqualTo(1);
      assertThat(queue.orphan(running.id(), 0, "a test")).isTrue();
      assertThat(queue.cancel(queued.id())).isTrue();
      assertThat(check.look(10)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void rows_without_an_open_job_go_and_different_ones_follow_the_job(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      JobRunrQueue queue = queue(database);
      Job ended = TestJobs.job(JobStatus.QUEUED);
      Job deleted = TestJobs.job(JobStatus.QUEUED);
      Job different = TestJobs.job(JobStatus.SCHEDULED);
      queue.submit(List.of(ended, deleted, different));
      execute(database, "UPDATE job SET status = 'failed' WHERE id = '" + ended.id() + "'");
      execute(database, "DELETE FROM job WHERE id = '" + deleted.id() + "'");
      execute(database, "UPDATE job SET status = 'queued' WHERE id = '" + different.id() + "'");
      QueueCheck check = new QueueCheck(queue);

      List<Disagreement> seen = check.look(10);
      assertThat(seen)
          .extracting(Disagreement::kind)
          .containsExactlyInAnyOrder(Kind.SURPLUS, Kind.SURPLUS, Kind.DIFFERENT);
      assertThat(seen).allMatch(check::repair);

      assertThat(check.look(10)).isEmpty();
      assertThat(count(database)).isEqualTo(1);
      assertThat(queue.storage().getJobById(different.id()).getState())
          .isEqualTo(StateName.ENQUEUED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_has_changed_since_it_was_seen_is_left_alone(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      JobRunrQueue queue = queue(database);
      Job job = TestJobs.job(JobStatus.QUEUED);
      queue.submit(List.of(job));
      execute(database, "UPDATE job SET status = 'scheduled'");
      QueueCheck check = new QueueCheck(queue);
      List<Disagreement> seen = check.look(10);
      execute(database, "UPDATE job SET fencing_token = fencing_token + 1");

      assertThat(seen).hasSize(1).noneMatch(check::repair);
    }
  }

  private static JobRunrQueue queue(Database database) {
    return new JobRunrQueue(
        database, Clock.systemUTC(), id -> null, job -> {}, (jobs, queued, scheduled) -> {});
  }

  private static void execute(Database database, String sql) {
    database.jdbi().useHandle(h -> h.execute(sql));
  }

  private static int count(Database database) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT COUNT(*) FROM jobrunr_jobs").mapTo(int.class).one());
  }
}
