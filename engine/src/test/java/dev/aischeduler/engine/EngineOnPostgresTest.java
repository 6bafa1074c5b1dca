package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.engine.testing.EngineFixture;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class EngineOnPostgresTest extends EngineConformanceTest {
  EngineOnPostgresTest() {
    super(Dialect.POSTGRESQL);
  }

  @Test
  void a_second_process_with_the_same_node_name_is_refused() {
    try (EngineFixture fixture = start()) {
      assertThatThrownBy(() -> new EngineFixture(fixture.database, folder, Clock.systemUTC()))
          .hasMessageContaining("node.name");
    }
  }
}
