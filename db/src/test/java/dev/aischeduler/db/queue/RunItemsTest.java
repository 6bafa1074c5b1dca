package dev.aischeduler.db.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.job.KeyTakenException;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunItemStore;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.run.RunTurnStore;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs, their items and their turns. */
@ParameterizedClass
@EnumSource(Dialect.class)
class RunItemsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final Database database;
  private final JobQueue queue;
  private final RunStore runs;
  private final RunItemStore items;
  private final RunTurnStore turns;
  private final UUID run = UUID.randomUUID();

  RunItemsTest(Dialect dialect) {
    this.database = TestDatabases.open(dialect);
    this.queue = new JobQueue(database);
    this.runs = new RunStore(database);
    this.items = new RunItemStore(database);
    this.turns = new RunTurnStore(database);
    runs.insert(Run.queued(run, "bulk", "nightly", "default", "{}", NOW));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<Job> submit(int first, int count) {
    List<Job> jobs =
        IntStream.range(0, count)
            .mapToObj(i -> TestJobs.waiting(TestTaskTypes.LLM, first + i).ofRun(run))
            .toList();
    List<RunItem> items =
        IntStream.range(0, count)
            .mapToObj(
                i -> RunItem.submitted(run, first + i, "key" + i, first + i + 1, jobs.get(i).id()))
            .toList();
    queue.insertItems(run, jobs, items, NOW);
    return jobs;
  }

  @Test
  void jobs_and_items_are_stored_together_and_an_item_never_twice() {
    List<Job> jobs = submit(1, 30);
    assertThatThrownBy(() -> submit(30, 2)).isInstanceOf(KeyTakenException.class);
    assertThat(items.lastItem(run)).isEqualTo(30);
    assertThat(runs.find(run).orElseThrow().counts().items()).isEqualTo(30);
    assertThat(new JobStore(database).find(jobs.get(3).id()).orElseThrow().runId()).isEqualTo(run);
    assertThat(items.items(run, null, 28, 10)).extracting(RunItem::item).containsExactly(29, 30);
  }

  @Test
  void ended_jobs_are_noted_once_and_counted() {
    List<Job> jobs = submit(1, 4);
    items.reject(run, List.of(RunItem.rejected(run, 5, "key", 6, "no prompt")), NOW);
    items.reject(run, List.of(RunItem.rejected(run, 5, "key", 6, "no prompt")), NOW);
    queue.cancel(jobs.get(0).id(), NOW);
    set(jobs.get(1), "succeeded");
    set(jobs.get(2), "failed");
    assertThat(items.settle(run, 100, NOW))
        .extracting(RunItem::state)
        .containsExactly(ItemState.CANCELLED, ItemState.SUCCEEDED, ItemState.FAILED);
    assertThat(items.settle(run, 100, NOW)).isEmpty();
    Run.Counts counts = runs.find(run).orElseThrow().counts();
    assertThat(counts).isEqualTo(new Run.Counts(null, 5, 1, 1, 1, 1));
    assertThat(counts.inFlight()).isEqualTo(1);
    items.resubmitted(run, List.of(jobs.get(2).id(), jobs.get(1).id()), NOW);
    assertThat(runs.find(run).orElseThrow().counts().inFlight()).isEqualTo(2);
    assertThat(items.items(run, ItemState.SUBMITTED, 0, 10))
        .extracting(RunItem::item)
        .containsExactly(3, 4);
  }

  @Test
  void an_item_whose_job_is_gone_has_failed() {
    List<Job> jobs = submit(1, 1);
    database.jdbi().useHandle(h -> h.execute("DELETE FROM job WHERE id = ?", jobs.get(0).id()));
    assertThat(items.settle(run, 100, NOW))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.state()).isEqualTo(ItemState.FAILED);
              assertThat(item.error()).isEqualTo("its job was removed");
            });
  }

  @Test
  void one_turn_is_open_at_a_time_and_what_happens_meanwhile_asks_for_another() {
    assertThat(turns.ready(NOW, 10)).containsExactly(run);
    assertThat(turns.openTurn(run, NOW)).contains(1L);
    assertThat(turns.openTurn(run, NOW)).isEmpty();
    assertThat(turns.ready(NOW, 10)).isEmpty();
    assertThat(turns.beginTurn(run, 2, NOW)).isFalse();
    assertThat(turns.beginTurn(run, 1, NOW)).isTrue();
    List<Job> jobs = submit(1, 1);
    turns.endTurn(run, 1, null, NOW);
    assertThat(turns.ready(NOW, 10)).isEmpty();
    set(jobs.get(0), "succeeded");
    assertThat(turns.ready(NOW, 10)).containsExactly(run);
    assertThat(turns.openTurn(run, NOW)).contains(2L);
    assertThat(turns.silentSince(NOW)).isEmpty();
    assertThat(turns.silentSince(NOW.plusSeconds(1))).containsEntry(run, 2L);
    turns.endTurn(run, 2, NOW.plusSeconds(60), NOW);
    items.settle(run, 10, NOW);
    turns.beginTurn(run, 2, NOW);
    assertThat(turns.ready(NOW.plusSeconds(61), 10)).containsExactly(run);
  }

  @Test
  void a_run_that_is_over_is_left_alone_and_goes_with_its_items() {
    submit(1, 3);
    Set<RunStatus> open = EnumSet.of(RunStatus.QUEUED, RunStatus.RUNNING);
    assertThat(runs.change(run, open, RunStatus.FAILED, "no manifest", NOW)).isTrue();
    assertThat(runs.change(run, open, RunStatus.RUNNING, null, NOW)).isFalse();
    Run over = runs.find(run).orElseThrow();
    assertThat(over.error()).isEqualTo("no manifest");
    assertThat(over.finishedAt()).isEqualTo(NOW);
    assertThat(turns.ready(NOW.plusSeconds(1), 10)).isEmpty();
    assertThat(runs.endedBefore(NOW, 1)).isEmpty();
    assertThat(runs.endedBefore(NOW.plusSeconds(1), 1)).extracting(Run::id).containsExactly(run);
    runs.remove(run);
    assertThat(runs.find(run)).isEmpty();
    assertThat(items.items(run, null, 0, 10)).isEmpty();
  }

  private void set(Job job, String status) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("UPDATE job SET status = :status, finished_at = :now WHERE id = :id")
                    .bind("status", status)
                    .bind("now", NOW)
                    .bind("id", job.id())
                    .execute());
  }
}
