package dev.aischeduler.db.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ModelStatStoreTest {

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_node_reads_what_it_last_wrote_and_nothing_of_others(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      ModelStatStore here = new ModelStatStore(database, "node-a", Clock.systemUTC());
      ModelStatStore there = new ModelStatStore(database, "node-b", Clock.systemUTC());
      ModelStat first = ModelStat.unknown("cpu", "qwen2.5", TestTaskTypes.LLM);
      here.save(first.loaded(900, 1000, false, 40));
      ModelStat later =
          first
              .loaded(900, 1000, false, 40)
              .evicted()
              .failed()
              .loaded(900, 1200, true, 30)
              .with(true, Instant.parse("2026-11-27T10:00:00Z"));
      here.save(later);
      there.save(ModelStat.unknown("cpu", "qwen2.5", TestTaskTypes.LLM));
      assertThat(here.all()).containsExactly(later);
      assertThat(later.loads()).isEqualTo(2);
      assertThat(there.all()).singleElement().satisfies(s -> assertThat(s.pinned()).isNull());
    }
  }
}
