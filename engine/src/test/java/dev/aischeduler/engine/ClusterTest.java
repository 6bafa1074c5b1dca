package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.engine.bulkrun.BulkOptions;
import dev.aischeduler.engine.bulkrun.BulkRuns;
import dev.aischeduler.engine.device.DeviceUse;
import dev.aischeduler.engine.event.EventLog;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.engine.lane.LaneView;
import dev.aischeduler.engine.node.NodeView;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.webhook.CallbackTerms;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes on one PostgreSQL, each with a pool of its own. */
class ClusterTest {
  private static final String BOTH = "gpu,cpu";

  @TempDir Path folder;

  private final Settings.Database shared = TestDatabases.settings(Dialect.POSTGRESQL);

  private EngineFixture node(String name, String labels, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("node.name=" + name);
    settings.add("node.labels=" + labels);
    return new EngineFixture(
        Database.open(shared, folder), folder, Clock.systemUTC(), settings.toArray(new String[0]));
  }

  private static NodeView view(EngineFixture from, String name) {
    return from.engine().nodes().find(name).orElseThrow();
  }

  @Test
  void nodes_of_different_labels_share_a_queue_and_stop_what_another_cancels() throws Exception {
    try (EngineFixture gpu = node("node-gpu", "gpu");
        EngineFixture cpu = node("node-cpu", "cpu")) {
      Job chat = cpu.await(cpu.submit(TestTaskTypes.LLM, "chat", null));
      Job speech = gpu.await(gpu.submit(TestTaskTypes.TTS, "speech", null));
      assertThat(chat.node()).isEqualTo("node-gpu");
      assertThat(speech.node()).isEqualTo("node-cpu");
      assertThat(cpu.llm.started).isEmpty();
      assertThat(view(cpu, "node-gpu").lanes())
          .extracting(NodeView.Lane::lane)
          .containsExactly(TestTaskTypes.LLM, TestTaskTypes.IMAGE);

      UUID running = cpu.submit(TestTaskTypes.LLM, "running", "hang");
      await().until(() -> gpu.llm.started.contains("running"));
      assertThat(cpu.jobs().cancel(running).status()).isEqualTo(JobStatus.CANCELLED);
      await().until(() -> gpu.llm.running.get() == 0);
    }
  }

  @Test
  void shares_of_the_device_that_are_changed_at_one_node_hold_on_all_and_on_later_ones()
      throws Exception {
    try (EngineFixture here = node("here", BOTH);
        EngineFixture there = node("there", BOTH)) {
      assertThat(there.jobs().lanes()).extracting(LaneView::weight).containsExactly(70, 100, 30);
      here.jobs().weights(Map.of(TestTaskTypes.LLM, 90, TestTaskTypes.IMAGE, 10));
      assertThat(weights(here)).containsExactly(90, 10);
      await().untilAsserted(() -> assertThat(weights(there)).containsExactly(90, 10));
      assertThat(there.jobs().lanes()).extracting(LaneView::weight).containsExactly(90, 100, 10);
      try (EngineFixture late = node("late", BOTH)) {
        assertThat(weights(late)).containsExactly(90, 10);
      }
    }
  }

  private static List<Integer> weights(EngineFixture node) {
    return node.devices.use().get(0).lanes().stream().map(DeviceUse.Lane::weight).toList();
  }

  @Test
  void nodes_may_be_the_first_ones_of_a_database_at_the_same_moment() {
    List<CompletableFuture<EngineFixture>> starts =
        Stream.of("a", "b", "c", "d")
            .map(name -> CompletableFuture.supplyAsync(() -> node(name, BOTH)))
            .toList();
    starts.forEach(start -> start.handle((node, failure) -> node).join());
    try {
      assertThat(starts).allMatch(start -> !start.isCompletedExceptionally());
      assertThat(starts.get(0).join().engine().nodes().list()).hasSize(4);
    } finally {
      starts.stream()
          .filter(start -> !start.isCompletedExceptionally())
          .forEach(start -> start.join().close());
    }
  }

  @Test
  void a_watcher_at_one_node_gets_the_events_of_another_in_order_and_from_the_beginning()
      throws Exception {
    try (EngineFixture here = node("here", "cpu");
        EngineFixture there = node("there", "gpu")) {
      there.llm.gate = new CountDownLatch(1);
      UUID id = here.submit(TestTaskTypes.LLM, "talk", "talk");
      await().until(() -> there.llm.started.contains("talk"));
      List<JobEvent> heard = new CopyOnWriteArrayList<>();
      List<JobEvent> all = new CopyOnWriteArrayList<>();
      try (Subscription one = here.jobs().subscribe(id, 0, heard::add);
          Subscription every = here.jobs().subscribeAll(all::add)) {
        assertThat(List.of(one, every)).doesNotContainNull();
        await().until(() -> heard.toString().contains("two"));
        there.llm.gate.countDown();
        // no poll brings these: only the other node's word does
        await().until(() -> heard.toString().contains("succeeded"));
      }
      List<JobEvent> live = heard.stream().filter(e -> !e.kind().equals("state")).toList();
      assertThat(live)
          .extracting(JobEvent::kind)
          .containsExactly("token", "token", "preview", "token");
      assertThat(live.get(2).data()).hasSizeGreaterThan(20_000);
      assertThat(live.get(3).data()).isEqualTo("{\"text\":\"three\"}");
      assertThat(heard.get(heard.size() - 1).data()).contains("succeeded");
      assertThat(all).filteredOn(e -> e.kind().equals("token")).containsAll(live.subList(3, 4));
    }
  }

  @Test
  void who_follows_all_jobs_at_one_node_gets_each_change_at_another_once_and_in_order()
      throws Exception {
    try (EngineFixture here = node("here", "cpu");
        EngineFixture there = node("there", "gpu")) {
      List<JobEvent> heard = new CopyOnWriteArrayList<>();
      EventLog.Follower follower =
          new EventLog.Follower() {
            @Override
            public void event(JobEvent event, long settled) {
              heard.add(event);
            }

            @Override
            public void settled(long position) {}
          };
      try (Subscription all = here.jobs().eventLog().follow(follower).subscription()) {
        assertThat(all).isNotNull();
        for (int i = 0; i < 30; i++) {
          there.submit(TestTaskTypes.LLM, "job" + i, null);
        }
        await()
            .until(() -> heard.stream().filter(e -> e.data().contains("succeeded")).count() == 30);
      }
      Map<UUID, List<JobEvent>> byJob =
          heard.stream().collect(Collectors.groupingBy(JobEvent::jobId));
      assertThat(byJob).hasSize(30);
      assertThat(byJob.values())
          .allSatisfy(
              events ->
                  assertThat(events)
                      .extracting(event -> event.data().replaceAll(".*status\":\"(\\w+)\".*", "$1"))
                      .containsExactly("queued", "running", "succeeded"));
    }
  }

  @Test
  void results_in_the_database_are_read_at_every_node() throws Exception {
    String store = "artifacts.store=database";
    try (EngineFixture here = node("here", "cpu", store);
        EngineFixture there = node("there", "gpu", store)) {
      UUID id = here.submit(TestTaskTypes.LLM, "made there", "artifact");
      assertThat(here.await(id).node()).isEqualTo("there");
      try (InputStream bytes =
          here.jobs().open(here.jobs().artifact(id, "out.txt").orElseThrow())) {
        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("made there");
      }
      assertThat(there.llm.started).containsExactly("made there");
    }
  }

  @Test
  void all_nodes_together_never_run_more_jobs_of_a_lane_than_its_limit() throws Exception {
    String limit = "lanes.llm.cluster_max_concurrent=3";
    try (EngineFixture one = node("one", "gpu", limit);
        EngineFixture two = node("two", "gpu", limit)) {
      one.llm.gate = new CountDownLatch(1);
      two.llm.gate = one.llm.gate;
      two.llm.running = one.llm.running;
      two.llm.mostAtOnce = one.llm.mostAtOnce;
      List<UUID> ids = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ids.add(
            (i % 2 == 0 ? one : two).submit(TestTaskTypes.LLM, "job" + i, i < 6 ? "wait" : null));
      }
      await().until(() -> one.llm.running.get() == 3);
      assertThat(ids)
          .extracting(id -> String.valueOf(one.jobs().find(id).orElseThrow().whyPending()))
          .anySatisfy(why -> assertThat(why).contains("cluster_max_concurrent"));
      one.llm.gate.countDown();
      for (UUID id : ids) {
        assertThat(one.await(id).status()).isEqualTo(JobStatus.SUCCEEDED);
      }
      assertThat(one.llm.started.size() + two.llm.started.size()).isEqualTo(40);
      assertThat(one.llm.mostAtOnce).hasValue(3);
    }
  }

  @Test
  void any_node_drains_any_other_whose_running_jobs_go_on() throws Exception {
    try (EngineFixture here = node("here", "cpu");
        EngineFixture there = node("there", "gpu")) {
      there.llm.gate = new CountDownLatch(1);
      UUID running = here.submit(TestTaskTypes.LLM, "running", "wait");
      await().until(() -> there.llm.started.contains("running"));
      assertThat(here.engine().nodes().drain("there", true)).isPresent();
      await().until(() -> !there.engine().startsJobs());
      UUID waiting = here.submit(TestTaskTypes.LLM, "waiting", null);
      there.llm.gate.countDown();
      assertThat(here.await(running).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(there.llm.started).containsExactly("running");
      assertThat(view(here, "there").state()).isEqualTo(NodeView.State.DRAINING);
      assertThat(here.jobs().find(waiting).orElseThrow().whyPending()).contains("draining");

      assertThat(here.engine().nodes().drain("there", false)).isPresent();
      assertThat(here.await(waiting).node()).isEqualTo("there");
      assertThat(here.engine().nodes().drain("nobody", true)).isEmpty();
    }
  }

  @Test
  void a_dead_nodes_jobs_run_again_elsewhere_each_exactly_once() throws Exception {
    try (EngineFixture one = node("one", "cpu");
        EngineFixture two = node("two", "cpu");
        EngineFixture doomed = node("doomed", "gpu")) {
      List<UUID> running =
          List.of(
              one.submit(TestTaskTypes.LLM, "a", "hang-once"),
              one.submit(TestTaskTypes.LLM, "b", "hang-once"));
      await().until(() -> doomed.llm.running.get() == 2);
      // to the database this is what a kill looks like: its sessions end, it is not heard again
      doomed.database.close();
      await().until(() -> view(one, "doomed").state() == NodeView.State.LOST);
      one.jobs().pause(TestTaskTypes.LLM, true);
      try (EngineFixture other = node("other", "gpu")) {
        other.llm.runs.putAll(doomed.llm.runs);
        one.jobs().pause(TestTaskTypes.LLM, false);
        for (UUID id : running) {
          Job job = one.await(id);
          assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
          assertThat(job.node()).isEqualTo("other");
          assertThat(job.attempt()).isEqualTo(2);
          assertThat(two.jobs().events(id, 0))
              .extracting(JobEvent::data)
              .filteredOn(data -> data.contains("queued"))
              .hasSize(2);
        }
      }
    }
  }

  @Test
  void a_node_that_was_given_up_while_frozen_stops_those_jobs_and_goes_on() throws Exception {
    try (EngineFixture here = node("here", "cpu");
        EngineFixture frozen = node("frozen", "gpu")) {
      UUID id = here.submit(TestTaskTypes.LLM, "job", "hang-once");
      await().until(() -> frozen.llm.running.get() == 1);
      UUID incarnation = incarnation(frozen);
      // a node that comes back before anybody took its jobs keeps them, so it is given up again
      await()
          .until(
              () -> {
                declareDead(frozen);
                return here.jobs().find(id).orElseThrow().job().attempt() == 2;
              });
      Job job = here.await(id);
      assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(job.attempt()).isEqualTo(2);
      assertThat(frozen.llm.started).containsExactly("job", "job");
      await().until(() -> frozen.llm.running.get() == 0);
      await().until(() -> view(here, "frozen").state() == NodeView.State.ACTIVE);
      assertThat(incarnation(frozen)).isNotEqualTo(incarnation);
    }
  }

  /** What another node does with one that was silent for too long. */
  private static void declareDead(EngineFixture node) {
    node.database
        .jdbi()
        .useHandle(h -> h.execute("UPDATE node SET lost_at = now() WHERE name = 'frozen'"));
  }

  private static UUID incarnation(EngineFixture node) {
    return node.database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT incarnation FROM node WHERE name = 'frozen'")
                    .mapTo(UUID.class)
                    .one());
  }

  @Test
  void a_node_that_ends_in_order_leaves_no_row() {
    try (EngineFixture here = node("here", BOTH)) {
      node("guest", BOTH).close();
      assertThat(here.engine().nodes().list()).extracting(NodeView::name).containsExactly("here");
    }
  }

  @Test
  void a_second_process_with_the_same_node_name_is_refused() {
    try (EngineFixture first = node("node-a", BOTH)) {
      assertThatThrownBy(() -> new EngineFixture(first.database, folder, Clock.systemUTC()))
          .hasMessageContaining("node.name");
    }
  }

  @Test
  void a_bulk_run_goes_on_at_a_node_that_shares_no_files_with_the_one_that_took_its_manifest()
      throws Exception {
    try (EngineFixture there = nodeOfItsOwn("there", "gpu")) {
      UUID run;
      try (EngineFixture here = nodeOfItsOwn("here", "cpu")) {
        there.engine().jobs().pause(TestTaskTypes.LLM, true);
        BulkRuns bulk = here.engine().bulkRuns();
        String rows = "type,text\n" + "llm,hello\n".repeat(60);
        BulkOptions options =
            new BulkOptions(
                "rows",
                null,
                JsonNodeFactory.instance.objectNode(),
                20,
                null,
                false,
                null,
                CallbackTerms.NONE,
                null);
        run =
            bulk.submit(
                    bulk.newId(),
                    options,
                    new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)))
                .id();
        await().until(() -> there.engine().runs().find(run).orElseThrow().counts().items() > 0);
      }
      there.engine().jobs().pause(TestTaskTypes.LLM, false);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> there.engine().runs().find(run).orElseThrow().status().isFinal());
      Run done = there.engine().runs().find(run).orElseThrow();
      assertThat(done.counts().succeeded()).as(done.error()).isEqualTo(60);
    }
  }

  /** With files in a folder that no other node has. */
  private EngineFixture nodeOfItsOwn(String name, String labels) {
    return new EngineFixture(
        Database.open(shared, folder),
        folder.resolve(name),
        Clock.systemUTC(),
        "node.name=" + name,
        "node.labels=" + labels,
        "artifacts.store=file");
  }
}
