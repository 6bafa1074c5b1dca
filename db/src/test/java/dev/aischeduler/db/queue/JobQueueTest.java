package dev.aischeduler.db.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.job.KeyTakenException;
import dev.aischeduler.db.job.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every change of a job's state, on each database: its guard, its row and its history. */
class JobQueueTest {
  private static final Instant NOW = TestJobs.AT.plusSeconds(60);
  private static final Set<JobStatus> FINAL = Set.of(JobStatus.FAILED, JobStatus.CANCELLED);

  private Database database;
  private JobQueue queue;

  private void open(Dialect dialect) {
    database = TestDatabases.open(dialect);
    queue = new JobQueue(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Job find(UUID id) {
    return new JobStore(database).find(id).orElseThrow();
  }

  private List<String> history(UUID id) {
    return new JobStore(database)
        .events(id, 0, 100).stream()
            .map(event -> event.data().replaceAll(".*\"status\":\"([a-z]+)\".*", "$1"))
            .toList();
  }

  private List<Job> insert(int jobs) {
    List<Job> all =
        LongStream.range(0, jobs)
            .mapToObj(key -> TestJobs.job(JobStatus.QUEUED, key, null))
            .toList();
    queue.insert(all);
    return all;
  }

  private List<Job> claim(int limit) {
    Claim claim = new Claim(TestTaskTypes.LLM, limit, 0);
    return queue.turn(List.of(), List.of(claim), "node", NOW).claimed().get(0).jobs();
  }

  private static Finish finish(Job job, JobStatus status, Outcome outcome) {
    Instant runAt = status == JobStatus.SCHEDULED ? NOW : null;
    return new Finish(job.id(), job.fencingToken(), status, true, runAt, outcome, NOW);
  }

  private Set<UUID> end(Finish... ends) {
    return queue.turn(List.of(ends), List.of(), "node", NOW).ended();
  }

  @ParameterizedTest
  @EnumSource
  void a_claim_takes_the_first_jobs_in_order_and_each_once(Dialect dialect) {
    open(dialect);
    List<Job> jobs = insert(5);
    List<Job> first = claim(3);
    assertThat(first).extracting(Job::id).containsExactlyElementsOf(ids(jobs.subList(0, 3)));
    assertThat(first).extracting(Job::attempt).containsOnly(1);
    assertThat(first).extracting(Job::status).containsOnly(JobStatus.RUNNING);
    assertThat(claim(3)).extracting(Job::id).containsExactlyElementsOf(ids(jobs.subList(3, 5)));
    assertThat(claim(3)).isEmpty();
    for (Job claimed : first) {
      assertThat(claimed).isEqualTo(find(claimed.id()));
      assertThat(history(claimed.id())).containsExactly("queued", "running");
    }
  }

  private static List<UUID> ids(List<Job> jobs) {
    return jobs.stream().map(Job::id).toList();
  }

  @ParameterizedTest
  @EnumSource
  void an_end_is_written_once_and_only_by_the_attempt_that_owns_the_job(Dialect dialect) {
    open(dialect);
    insert(1);
    Job job = claim(1).get(0);
    Artifact artifact = new Artifact(job.id(), "a.txt", "text/plain", 1, "0".repeat(64), NOW);
    Finish done = finish(job, JobStatus.SUCCEEDED, Outcome.success("{}", List.of(artifact)));
    Finish late =
        new Finish(
            job.id(), job.fencingToken() - 1, JobStatus.FAILED, true, null, done.outcome(), NOW);
    assertThat(end(late)).isEmpty();
    assertThat(end(done)).containsExactly(job.id());
    assertThat(end(done)).isEmpty();
    Job row = find(job.id());
    assertThat(row.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(row.result()).isEqualTo("{}");
    assertThat(row.finishedAt()).isEqualTo(NOW);
    assertThat(row.progress()).isEqualTo(1);
    assertThat(history(job.id())).containsExactly("queued", "running", "succeeded");
  }

  @ParameterizedTest
  @EnumSource
  void ends_and_claims_of_one_turn_are_committed_together(Dialect dialect) {
    open(dialect);
    insert(6);
    List<Job> running = new ArrayList<>(claim(3));
    Job lost = running.get(1);
    queue.cancel(lost.id(), NOW);
    Finish[] ends = {
      finish(running.get(0), JobStatus.SUCCEEDED, Outcome.success("{}", List.of())),
      finish(lost, JobStatus.SUCCEEDED, Outcome.success("{}", List.of())),
      finish(running.get(2), JobStatus.SCHEDULED, Outcome.failure("error", "no\0pe"))
    };
    JobQueue.Turn turn =
        queue.turn(List.of(ends), List.of(new Claim(TestTaskTypes.LLM, 9, 0)), "node", NOW);
    assertThat(turn.ended()).containsExactlyInAnyOrder(running.get(0).id(), running.get(2).id());
    assertThat(turn.claimed().get(0).jobs()).hasSize(3);
    assertThat(find(lost.id()).status()).isEqualTo(JobStatus.CANCELLED);
    Job retried = find(running.get(2).id());
    assertThat(retried.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(retried.errorMessage()).isEqualTo("no\uFFFDpe");
    assertThat(queue.due(NOW, 10)).extracting(Transition::job).containsExactly(retried.id());
    assertThat(claim(1)).extracting(Job::attempt).containsExactly(2);
  }

  @ParameterizedTest
  @EnumSource
  void a_job_that_is_put_back_costs_no_attempt_and_gets_a_new_token(Dialect dialect) {
    open(dialect);
    insert(1);
    Job job = claim(1).get(0);
    Outcome nothing = new Outcome(null, List.of(), null, null);
    end(new Finish(job.id(), job.fencingToken(), JobStatus.QUEUED, false, null, nothing, NOW));
    Job again = claim(1).get(0);
    assertThat(again.attempt()).isEqualTo(1);
    assertThat(again.fencingToken()).isEqualTo(2);
    assertThat(queue.putBack(job.id(), job.fencingToken(), NOW)).isFalse();
    assertThat(queue.putBack(again.id(), again.fencingToken(), NOW)).isTrue();
    assertThat(find(job.id()).attempt()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void an_orphan_runs_again_until_its_attempts_are_used_up(Dialect dialect) {
    open(dialect);
    insert(1);
    for (int attempt = 1; attempt <= 3; attempt++) {
      Job job = claim(1).get(0);
      assertThat(queue.recover(job.id(), job.fencingToken() - 1, "gone", NOW)).isEmpty();
      assertThat(queue.recover(job.id(), job.fencingToken(), "gone", NOW))
          .contains(attempt < 3 ? JobStatus.QUEUED : JobStatus.FAILED);
      assertThat(queue.recover(job.id(), job.fencingToken(), "gone", NOW)).isEmpty();
      assertThat(find(job.id()).errorType()).isEqualTo("worker_lost");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_retry_gives_more_attempts_and_refuses_a_key_that_another_job_holds(Dialect dialect) {
    open(dialect);
    Job held = TestJobs.job(JobStatus.QUEUED, 1, "key");
    queue.insert(List.of(held));
    assertThatThrownBy(() -> queue.insert(List.of(TestJobs.job(JobStatus.QUEUED, 2, "key"))))
        .isInstanceOf(KeyTakenException.class);
    assertThat(queue.cancel(held.id(), NOW)).isPresent();
    assertThat(queue.cancel(held.id(), NOW)).isEmpty();
    Job other = TestJobs.job(JobStatus.QUEUED, 2, "key");
    queue.insert(List.of(other));
    JobQueue.Terms terms = new JobQueue.Terms(2, null);
    assertThatThrownBy(() -> queue.retry(held.id(), FINAL, terms, NOW))
        .isInstanceOf(KeyTakenException.class);
    queue.cancel(other.id(), NOW);
    assertThat(queue.retry(held.id(), FINAL, terms, NOW)).isPresent();
    Job row = find(held.id());
    assertThat(row.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(row.maxAttempts()).isEqualTo(2);
    assertThat(row.finishedAt()).isNull();
    assertThat(history(held.id())).containsExactly("queued", "cancelled", "queued");
  }

  @ParameterizedTest
  @EnumSource
  void a_new_job_starts_in_the_same_commit_only_if_none_goes_before_it(Dialect dialect) {
    open(dialect);
    Job started = queue.insertAndStart(TestJobs.job(JobStatus.QUEUED, 5, null), "node", NOW);
    assertThat(started.status()).isEqualTo(JobStatus.RUNNING);
    assertThat(started).isEqualTo(find(started.id()));
    assertThat(history(started.id())).containsExactly("queued", "running");
    queue.insert(List.of(TestJobs.job(JobStatus.QUEUED, 7, null)));
    Job behind = queue.insertAndStart(TestJobs.job(JobStatus.QUEUED, 8, null), "node", NOW);
    assertThat(behind.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(find(behind.id()).status()).isEqualTo(JobStatus.QUEUED);
    assertThat(history(behind.id())).containsExactly("queued");
    Job urgent = queue.insertAndStart(TestJobs.job(JobStatus.QUEUED, 6, null), "node", NOW);
    assertThat(urgent.status()).isEqualTo(JobStatus.RUNNING);
    database.jdbi().useHandle(h -> h.execute("UPDATE lane SET paused = TRUE WHERE name = 'llm'"));
    assertThat(queue.insertAndStart(TestJobs.job(JobStatus.QUEUED, 1, null), "node", NOW).status())
        .isEqualTo(JobStatus.QUEUED);
  }

  @ParameterizedTest
  @EnumSource
  void many_jobs_are_stored_with_all_their_columns_like_one(Dialect dialect) {
    open(dialect);
    List<Job> many =
        LongStream.range(0, 40)
            .mapToObj(
                key ->
                    TestJobs.job(
                        key % 2 == 0 ? JobStatus.SCHEDULED : JobStatus.QUEUED, key, "k" + key))
            .toList();
    queue.insert(many);
    Job one = TestJobs.job(JobStatus.SCHEDULED, 3, "c");
    queue.insert(List.of(one));
    assertThat(many).allSatisfy(job -> assertThat(find(job.id())).isEqualTo(job));
    assertThat(find(one.id())).isEqualTo(one);
    assertThat(history(one.id())).containsExactly("scheduled");
    assertThat(queue.cancel(ids(many), EnumSet.of(JobStatus.SCHEDULED, JobStatus.QUEUED), NOW))
        .hasSize(40);
  }

  @ParameterizedTest
  @EnumSource
  void time_queues_scheduled_jobs_and_fails_those_that_had_to_start_by_now(Dialect dialect) {
    open(dialect);
    Job scheduled = TestJobs.job(JobStatus.SCHEDULED, 1, null);
    Job late = TestJobs.job(JobStatus.QUEUED, 2, null);
    Job patient = TestJobs.job(JobStatus.QUEUED, 3, null);
    queue.insert(List.of(scheduled, late, patient));
    startBy(late, NOW);
    startBy(patient, NOW.plusSeconds(1));
    assertThat(queue.due(NOW, 10))
        .extracting(Transition::job, Transition::to)
        .containsExactlyInAnyOrder(
            tuple(scheduled.id(), JobStatus.QUEUED), tuple(late.id(), JobStatus.FAILED));
    assertThat(find(late.id()).errorType()).isEqualTo("queue_timeout");
    assertThat(history(late.id())).containsExactly("queued", "failed");
    assertThat(history(scheduled.id())).containsExactly("scheduled", "queued");
    assertThat(find(patient.id()).status()).isEqualTo(JobStatus.QUEUED);
    assertThat(queue.due(NOW, 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_job_that_has_started_once_may_wait_for_its_next_attempt_however_long(Dialect dialect) {
    open(dialect);
    insert(1);
    Job job = claim(1).get(0);
    startBy(job, NOW.plusSeconds(1));
    assertThat(queue.putBack(job.id(), job.fencingToken(), NOW)).isTrue();
    assertThat(queue.due(NOW.plusSeconds(60), 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_job_that_is_queued_at_once_writes_its_row_alone_which_shows_its_creation(Dialect dialect) {
    open(dialect);
    Job job = TestJobs.job(JobStatus.QUEUED, 1, null);
    queue.insert(List.of(job));
    String count = "SELECT count(*) FROM job_event";
    long stored = database.jdbi().withHandle(h -> h.createQuery(count).mapTo(Long.class).one());
    assertThat(stored).isZero();
    JobStore store = new JobStore(database);
    JobEvent creation = store.events(job.id(), 0, 10).get(0);
    assertThat(creation.at()).isEqualTo(job.createdAt());
    assertThat(store.lastEvents(List.of(job.id()))).containsEntry(job.id(), creation);
    claim(1);
    assertThat(history(job.id())).containsExactly("queued", "running");
    assertThat(store.events(job.id(), creation.seq(), 10))
        .extracting(JobEvent::data)
        .singleElement()
        .asString()
        .contains("running");
  }

  private void startBy(Job job, Instant at) {
    database
        .jdbi()
        .useHandle(h -> h.execute("UPDATE job SET start_by = ? WHERE id = ?", at, job.id()));
  }
}
