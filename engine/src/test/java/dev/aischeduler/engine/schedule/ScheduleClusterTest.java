package dev.aischeduler.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with clustered Quartz clocks on one PostgreSQL, in the time of the machine. */
final class ScheduleClusterTest {
  @TempDir Path folder;

  private static List<ScheduleRun> done(EngineFixture node) {
    return node.engine()
        .schedules()
        .history("often", EnumSet.of(FireState.SUCCEEDED), null, 1000)
        .orElseThrow();
  }

  private static void awaitMore(EngineFixture node, int more) {
    int before = done(node).size();
    await().atMost(Duration.ofMinutes(1)).until(() -> done(node).size() >= before + more);
  }

  @Test
  void the_other_node_goes_on_when_one_is_gone() {
    Settings.Database settings = TestDatabases.settings(Dialect.POSTGRESQL);
    ObjectNode often =
        (ObjectNode)
            StrictJson.tree(
                """
                {"name": "often", "when": "every 1s", "overlap": "allow", "misfire": "all",
                 "target": {"job": {"type": "llm", "text": "t"}}}""");
    try (EngineFixture second =
        new EngineFixture(
            Database.open(settings, folder), folder, Clock.systemUTC(), "node.name=node-b")) {
      try (EngineFixture first =
          new EngineFixture(Database.open(settings, folder), folder, Clock.systemUTC())) {
        first.engine().schedules().create(often);
        awaitMore(second, 8);
      }
      awaitMore(second, 8);
      List<ScheduleRun> all = done(second);
      assertThat(all.stream().map(ScheduleRun::jobId).collect(Collectors.toSet()))
          .hasSameSizeAs(all);
      assertThat(all.get(0).node()).isEqualTo("node-b");
      List<ScheduleRun> decided =
          second.engine().schedules().history("often", Set.of(), null, 1000).orElseThrow();
      assertThat(decided).noneMatch(run -> run.state() == FireState.MISSED);
      all = decided;
      // none was left out
      assertThat(Duration.between(all.get(all.size() - 1).fireTime(), all.get(0).fireTime()))
          .isEqualTo(Duration.ofSeconds(all.size() - 1L));
    }
  }
}
