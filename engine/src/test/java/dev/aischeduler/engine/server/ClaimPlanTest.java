package dev.aischeduler.engine.server;

import static dev.aischeduler.config.TestTaskTypes.IMAGE;
import static dev.aischeduler.config.TestTaskTypes.LLM;
import static dev.aischeduler.config.TestTaskTypes.TTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.lane.LaneStore;
import dev.aischeduler.db.queue.Claim;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.TestJobs;
import dev.aischeduler.engine.lane.LaneRates;
import dev.aischeduler.engine.lane.Slots;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimPlanTest {
  private static final List<TaskType> GPU = List.of(LLM, IMAGE);
  private static final List<TaskType> CPU = List.of(TTS);

  @TempDir Path folder;

  private final Database database = TestDatabases.open(Dialect.H2);
  private final LanesToScan lanesToScan = new LanesToScan();

  private Slots slots = new Slots(EngineFixture.settings(Path.of("")));

  private ClaimPlan plan(int slotsOfNode, String... overrides) {
    List<String> all = new ArrayList<>(List.of(overrides));
    all.add("resources.max_concurrent_tasks=" + slotsOfNode);
    Settings settings = EngineFixture.settings(folder, all.toArray(new String[0]));
    LaneStore lanes = new LaneStore(database);
    lanes.makeRows(settings.lanes().types(), Clock.systemUTC().instant());
    slots = new Slots(settings);
    lanesToScan.add(List.of(LLM, IMAGE, TTS));
    return new ClaimPlan(
        () -> List.of(LLM, IMAGE, TTS),
        slots,
        new LaneRates(settings.lanes(), lanes, Clock.systemUTC()),
        lanesToScan,
        new ClaimedJobs(slots, lanesToScan),
        new Prefetch(),
        new LaneQueue(database));
  }

  private void insert(TaskType lane, long sortKey) {
    new JobQueue(database).insert(List.of(TestJobs.waiting(lane, sortKey)));
  }

  private static List<Claim> claims(List<ClaimPlan.Planned> plan) {
    return plan.stream().map(ClaimPlan.Planned::claim).toList();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void each_lane_of_a_server_claims_for_its_free_slots_and_holds_them_meanwhile() {
    ClaimPlan plan = plan(16, "lanes.llm.max_concurrent=3", "lanes.image.max_concurrent=2");
    slots.reserve(LLM, 1);
    List<ClaimPlan.Planned> planned = plan.make(GPU);
    assertThat(claims(planned)).containsExactly(new Claim(LLM, 2, 0), new Claim(IMAGE, 2, 0));
    assertThat(slots.freeInLane(LLM)).isZero();
    assertThat(slots.freeInLane(IMAGE)).isZero();
    assertThat(plan.make(GPU)).isEmpty();
  }

  @Test
  void a_claim_that_found_fewer_jobs_gives_back_its_slots_and_its_lane_is_scanned_no_more() {
    ClaimPlan plan = plan(16, "lanes.llm.max_concurrent=3");
    ClaimPlan.Planned planned = plan.make(List.of(LLM)).get(0);
    plan.made(planned, 1, 1, false);
    assertThat(slots.freeInLane(LLM)).isEqualTo(2);
    assertThat(lanesToScan.isToScan(LLM)).isFalse();
  }

  @Test
  void a_lane_with_as_many_jobs_as_were_claimed_or_held_back_by_its_limit_is_scanned_again() {
    ClaimPlan plan = plan(16, "lanes.llm.max_concurrent=3", "lanes.image.max_concurrent=3");
    List<ClaimPlan.Planned> planned = plan.make(GPU);
    plan.made(planned.get(0), 3, 3, false);
    plan.made(planned.get(1), 0, 0, true);
    assertThat(lanesToScan.isToScan(LLM)).isTrue();
    assertThat(lanesToScan.isToScan(IMAGE)).isTrue();
  }

  @Test
  void a_claim_that_is_not_made_leaves_slots_and_lanes_as_they_were() {
    ClaimPlan plan = plan(16, "lanes.llm.max_concurrent=3");
    plan.cancel(plan.make(List.of(LLM)).get(0));
    assertThat(slots.freeInLane(LLM)).isEqualTo(3);
    assertThat(lanesToScan.isToScan(LLM)).isTrue();
  }

  @Test
  void the_last_slot_of_a_node_goes_to_the_lane_of_the_most_urgent_job_whichever_server_asks() {
    ClaimPlan plan = plan(1);
    insert(LLM, 20);
    insert(TTS, 10);
    insert(IMAGE, 30);
    assertThat(plan.make(GPU)).isEmpty();
    assertThat(slots.freeOnNode()).isEqualTo(1);
    assertThat(claims(plan.make(CPU))).containsExactly(new Claim(TTS, 1, 0));
    assertThat(slots.freeOnNode()).isZero();
  }

  @Test
  void a_node_without_a_free_slot_claims_nothing_and_scans_when_one_is_free() {
    ClaimPlan plan = plan(1);
    insert(LLM, 20);
    slots.reserve(TTS, 1);
    assertThat(plan.make(GPU)).isEmpty();
    assertThat(slots.takeShortage()).isTrue();
    slots.release(TTS, 1);
    assertThat(claims(plan.make(GPU))).containsExactly(new Claim(LLM, 1, 0));
  }

  @Test
  void a_database_that_fails_while_claims_are_planned_costs_no_slot_and_no_lane_its_scan() {
    ClaimPlan plan = plan(16, "lanes.llm.max_concurrent=3", "lanes.image.rate_per_minute=60");
    database.close();
    assertThatThrownBy(() -> plan.make(GPU)).isInstanceOf(RuntimeException.class);
    assertThat(slots.freeOnNode()).isEqualTo(16);
    assertThat(slots.freeInLane(LLM)).isEqualTo(3);
    assertThat(lanesToScan.isToScan(LLM)).isTrue();
    assertThat(lanesToScan.isToScan(IMAGE)).isTrue();
  }
}
