package dev.aischeduler.engine.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Durable background work of the service. */
@ParameterizedClass
@EnumSource(Dialect.class)
class SystemJobsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private final Dialect dialect;
  private final List<SystemJobs> nodes = new ArrayList<>();
  private Database database;

  /** Does what the document says. */
  static final class Scripted implements SystemTask {
    final List<String> started = new CopyOnWriteArrayList<>();
    final CountDownLatch gate = new CountDownLatch(1);
    volatile boolean fail;

    @Override
    public String kind() {
      return "scripted";
    }

    @Override
    public String run(String document, SystemContext context) throws Exception {
      String position = context.position();
      started.add(position == null ? document : document + " after " + position);
      switch (document) {
        case "wait" -> {
          context.progress(0.5, "half");
          context.position("p1");
          while (!gate.await(20, TimeUnit.MILLISECONDS)) {
            context.checkCancelled();
          }
        }
        case "broken" -> throw new SystemTaskException("cannot be done", new Exception());
        case "once broken" -> {
          if (started.size() == 1) {
            throw new IllegalStateException("not now");
          }
        }
        case "error" -> {
          if (started.size() == 1) {
            throw new AssertionError("no memory");
          }
        }
        default -> context.progress(0.9, "nearly");
      }
      return "did " + document;
    }
  }

  private final Scripted task = new Scripted();

  SystemJobsTest(Dialect dialect) {
    this.dialect = dialect;
  }

  @BeforeEach
  void open() {
    database = TestDatabases.open(dialect);
  }

  @AfterEach
  void close() {
    task.gate.countDown();
    nodes.forEach(SystemJobs::close);
    database.close();
  }

  private SystemJobs node(String name, SystemTask... tasks) {
    SystemJobs jobs =
        new SystemJobs(
            database, name, tasks.length == 0 ? List.of(task) : List.of(tasks), Clock.systemUTC());
    nodes.add(jobs);
    jobs.start();
    return jobs;
  }

  private static SystemJob ended(SystemJobs jobs, UUID id) {
    await().atMost(LONG).until(() -> jobs.find(id).orElseThrow().state().isFinal());
    return jobs.find(id).orElseThrow();
  }

  @Test
  void a_system_job_runs_and_reports_what_it_did() {
    SystemJobs jobs = node("a");
    UUID id = UUID.randomUUID();
    jobs.enqueue(id, "scripted", "work");
    jobs.enqueue(id, "scripted", "work");
    SystemJob done = ended(jobs, id);
    assertThat(done.state()).isEqualTo(SystemJobState.SUCCEEDED);
    assertThat(done.note()).isEqualTo("did work");
    assertThat(done.progress()).isEqualTo(1);
    assertThat(done.node()).isEqualTo("a");
    assertThat(done.attempt()).isEqualTo(1);
    assertThat(done.finishedAt()).isAfterOrEqualTo(done.startedAt());
    assertThat(task.started).containsExactly("work");
  }

  @Test
  void a_running_job_shows_its_progress_and_ends_when_it_is_cancelled() {
    SystemJobs jobs = node("a");
    UUID id = jobs.enqueueOnce("scripted", "k", "wait").id();
    await().atMost(LONG).until(() -> jobs.find(id).orElseThrow().progress() == 0.5);
    assertThat(jobs.find(id).orElseThrow().note()).isEqualTo("half");
    assertThat(jobs.cancel(id).orElseThrow().state()).isEqualTo(SystemJobState.CANCELLED);
    await().atMost(LONG).until(() -> jobs.running() == 0);
    assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(SystemJobState.CANCELLED);
    assertThat(jobs.cancel(id).orElseThrow().state()).isEqualTo(SystemJobState.CANCELLED);
    assertThat(jobs.cancel(UUID.randomUUID())).isEmpty();
  }

  @Test
  void of_one_key_one_job_is_open_and_a_final_one_makes_room() {
    SystemJobs jobs = node("a");
    SystemJob first = jobs.enqueueOnce("scripted", "k", "wait");
    assertThat(jobs.enqueueOnce("scripted", "k", "wait").id()).isEqualTo(first.id());
    assertThat(jobs.enqueueOnce("scripted", "other", "work").id()).isNotEqualTo(first.id());
    task.gate.countDown();
    ended(jobs, first.id());
    SystemJob second = jobs.enqueueOnce("scripted", "k", "work");
    assertThat(second.id()).isNotEqualTo(first.id());
    ended(jobs, second.id());
    assertThat(jobs.list(Set.of(), "scripted", 10))
        .hasSize(3)
        .first()
        .isEqualTo(jobs.find(second.id()).orElseThrow());
    assertThat(jobs.list(Set.of(SystemJobState.FAILED), null, 10)).isEmpty();
    assertThat(jobs.list(Set.of(SystemJobState.SUCCEEDED), null, 2)).hasSize(2);
  }

  @Test
  void what_cannot_be_done_fails_at_once_and_says_why() {
    SystemJobs jobs = node("a");
    UUID id = jobs.enqueueOnce("scripted", "k", "broken").id();
    SystemJob failed = ended(jobs, id);
    assertThat(failed.state()).isEqualTo(SystemJobState.FAILED);
    assertThat(failed.error()).isEqualTo("cannot be done");
    assertThat(failed.attempt()).isEqualTo(1);
  }

  @Test
  void an_error_is_tried_again() {
    SystemJobs jobs = node("a");
    UUID id = jobs.enqueueOnce("scripted", "k", "once broken").id();
    assertThat(ended(jobs, id).attempt()).isEqualTo(2);
    task.started.clear();
    assertThat(ended(jobs, jobs.enqueueOnce("scripted", "k", "error").id()).state())
        .isEqualTo(SystemJobState.SUCCEEDED);
  }

  @Test
  void recurring_work_is_done_once_in_its_period_by_one_of_the_nodes() {
    SystemJobs a = node("a");
    SystemJobs b = node("b");
    List.of(a, b).forEach(n -> n.every(Duration.ofDays(1), Duration.ZERO, "scripted", "recurring"));
    await().atMost(LONG).until(() -> !task.started.isEmpty());
    await().during(Duration.ofSeconds(2)).until(() -> task.started.size() == 1);
    assertThat(a.list(Set.of(), null, 10)).hasSize(1);
  }

  @Test
  void a_job_of_a_node_that_stops_goes_on_elsewhere_from_its_position() {
    SystemJobs a = node("a");
    UUID id = a.enqueueOnce("scripted", "k", "wait").id();
    await().atMost(LONG).until(() -> task.started.size() == 1);
    nodes.remove(a);
    a.close();
    SystemJobs b = node("b");
    task.gate.countDown();
    SystemJob done = ended(b, id);
    assertThat(done.state()).isEqualTo(SystemJobState.SUCCEEDED);
    assertThat(done.node()).isEqualTo("b");
    assertThat(task.started).containsExactly("wait", "wait after p1");
  }
}
