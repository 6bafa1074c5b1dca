package dev.aischeduler.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.engine.schedule.clock.ScheduleClock;
import dev.aischeduler.engine.schedule.targets.RunStarter;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.SettableClock;
import dev.aischeduler.engine.trace.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Schedules that start runs, by a kind of the test. */
@ParameterizedClass
@EnumSource(Dialect.class)
final class RunTargetTest {
  private static final Instant NOON = Instant.parse("2027-01-04T12:00:00Z");

  @Parameter Dialect dialect;
  private final SettableClock clock = new SettableClock(NOON);
  private Database database;
  private RunStore stored;
  private Firings firings;
  private Starts starts;
  private ScheduleClock quartz;
  private Schedules schedules;

  /** Stores runs that nobody advances. */
  private final class Starter implements RunStarter {
    @Override
    public String kind() {
      return "bulk";
    }

    @Override
    public void check(ObjectNode document) {
      if (!document.path("manifest").isTextual()) {
        throw new InvalidRequestException("manifest", "is missing");
      }
    }

    @Override
    public void start(UUID id, String name, ObjectNode document) {
      stored.insert(Run.queued(id, kind(), name, "default", document.toString(), clock.instant()));
    }
  }

  @BeforeEach
  void open() {
    database = TestDatabases.open(dialect);
    stored = new RunStore(database);
    ScheduleStore store = new ScheduleStore(database);
    ScheduleRunStore history = new ScheduleRunStore(database);
    TargetStarter targets =
        new TargetStarter(
            null, null, null, null, null, List.of(new Starter()), Traces.off(), clock);
    DefinitionReader reader = new DefinitionReader(targets.runKinds());
    StoredDefinitions definitions = new StoredDefinitions(reader);
    starts = new Starts(store, history, definitions, targets, "a", clock);
    quartz = new ScheduleClock(database, "a", id -> {});
    ClockSetting setting = new ClockSetting(quartz, clock, clock);
    firings = new Firings(store, definitions, starts, setting, clock);
    ScheduleLoop loop = new ScheduleLoop(store, history, starts, quartz, null, clock);
    ScheduleEdits edits = new ScheduleEdits(store, reader, definitions, targets, clock);
    ScheduleRows rows = new ScheduleRows(store, history, definitions);
    ManualStarts manual = new ManualStarts(store, history, starts, loop, clock);
    Backfills backfills = new Backfills(store, definitions, starts, loop, clock);
    schedules =
        new Schedules(
            store,
            rows,
            history,
            reader,
            definitions,
            edits,
            manual,
            backfills,
            firings,
            setting,
            loop,
            clock);
  }

  @AfterEach
  void close() {
    quartz.close();
    database.close();
  }

  private static ObjectNode definition(String manifest) {
    return (ObjectNode)
        StrictJson.tree(
            "{\"name\": \"pictures\", \"when\": \"0 13 * * *\", \"target\": {\"bulk\": "
                + manifest
                + "}}");
  }

  @Test
  void a_fire_time_starts_one_run_with_its_parameters() {
    UUID id = schedules.create(definition("{\"manifest\": \"in/${date}.csv\"}")).schedule().id();
    clock.advance(Duration.ofHours(1));
    firings.fire(id);
    firings.fire(id);
    ScheduleRun row = schedules.history("pictures", Set.of(), null, 10).orElseThrow().get(0);
    assertThat(row.state()).isEqualTo(FireState.STARTED);
    Run run = stored.find(row.runId()).orElseThrow();
    assertThat(run.spec()).isEqualTo("{\"manifest\":\"in/2027-01-04.csv\"}");
    assertThat(run.name()).startsWith("pictures 2027-01-04T13:00");
    assertThat(stored.list("bulk", null, Set.of(), null, 10)).hasSize(1);
    assertThat(run.id().version()).isEqualTo(7);
    // again, as by another node: the id is the same, so nothing is started
    assertThat(ScheduleDefinition.runId(id, row.fireTime())).isEqualTo(run.id());
    // while it is open, overlap skips
    clock.advance(Duration.ofDays(1));
    firings.fire(id);
    assertThat(schedules.history("pictures", Set.of(), null, 10).orElseThrow().get(0).state())
        .isEqualTo(FireState.SKIPPED);
  }

  @Test
  void what_the_kind_refuses_is_refused_with_the_field_of_the_definition() {
    assertThatThrownBy(() -> schedules.create(definition("{}")))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.field()).isEqualTo("target.bulk.manifest"));
  }
}
