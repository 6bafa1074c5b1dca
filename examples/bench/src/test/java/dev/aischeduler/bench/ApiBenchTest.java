package dev.aischeduler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.bench.api.SubmitRates;
import dev.aischeduler.bench.database.Databases;
import dev.aischeduler.bench.database.H2Files;
import dev.aischeduler.bench.report.Section;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of the API finds its figures; how good they are is for a quiet machine to say. */
final class ApiBenchTest {
  @TempDir Path folder;

  @Test
  void both_ways_are_counted_and_states_are_asked_for_meanwhile() throws Exception {
    try (Databases h2 = new H2Files(folder)) {
      Section section = new SubmitRates(Duration.ofMillis(300), 2).run(h2, folder, progress -> {});
      assertThat(section.id()).isEqualTo("api_h2");
      for (String row : new String[] {SubmitRates.IN_PROCESS, SubmitRates.HTTP}) {
        assertThat(section.cell(row, SubmitRates.RATE).orElseThrow().rounds())
            .hasSize(2)
            .allMatch(rate -> rate > 0);
      }
      assertThat(section.cell(SubmitRates.STATUS, SubmitRates.P99).orElseThrow().rounds())
          .hasSize(2)
          .allMatch(ms -> ms > 0);
    }
  }
}
