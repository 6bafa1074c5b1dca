package dev.aischeduler.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever statement fails, whenever and however, every job ends once and the engine works on.
 *
 * <p>A random tenth of the cases runs with the other tests, all of them with {@code -Ddrills=full}.
 * {@code -Dfault.seed} chooses the same tenth again, {@code -Dfault.only} the cases whose line
 * contains a text.
 */
@Tag("drill")
class FaultMatrixTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void every_job_ends_once_and_the_engine_works_on_whatever_statement_fails(Dialect dialect)
      throws Exception {
    long seed = Long.getLong("fault.seed", System.nanoTime() % 1_000_000);
    Random random = new Random(seed);
    FaultMatrix matrix = new FaultMatrix(dialect, folder);
    List<FaultCase> all = matrix.cases(random);
    List<FaultCase> chosen = chosen(all, random);
    long start = System.nanoTime();
    List<FaultOutcome> outcomes = matrix.run(chosen);
    report(dialect, seed, all, outcomes, (System.nanoTime() - start) / 1_000_000_000);

    assertThat(outcomes).hasSameSizeAs(chosen);
    assertThat(outcomes.stream().filter(o -> !o.wrong().isEmpty()).map(FaultOutcome::toString))
        .as("seed %d", seed)
        .isEmpty();
  }

  private static List<FaultCase> chosen(List<FaultCase> all, Random random) {
    String only = System.getProperty("fault.only", "");
    List<FaultCase> cases = new ArrayList<>(all);
    cases.removeIf(one -> !one.toString().contains(only));
    Collections.shuffle(cases, random);
    boolean full = "full".equals(System.getProperty("drills")) || !only.isEmpty();
    int size = Integer.getInteger("fault.cases", full ? cases.size() : all.size() / 10);
    return cases.subList(0, Math.min(size, cases.size()));
  }

  private static void report(
      Dialect dialect, long seed, List<FaultCase> all, List<FaultOutcome> outcomes, long seconds)
      throws IOException {
    long unreached = outcomes.stream().filter(o -> !o.reached()).count();
    long wrong = outcomes.stream().filter(o -> !o.wrong().isEmpty()).count();
    long statements =
        all.stream().map(c -> c.phase() + c.fault().statement().sql()).distinct().count();
    String summary =
        String.format(
            Locale.ROOT,
            "FAULT MATRIX %s seed %d: %d of %d cases (%d statements), %d not reached, %d failed, %d s",
            dialect,
            seed,
            outcomes.size(),
            all.size(),
            statements,
            unreached,
            wrong,
            seconds);
    System.out.println(summary);
    List<String> lines = new ArrayList<>(List.of(summary));
    outcomes.stream()
        .sorted(Comparator.comparing((FaultOutcome o) -> o.tried().fault().statement().toString()))
        .map(FaultOutcome::toString)
        .forEach(lines::add);
    Path target = Files.createDirectories(Path.of("target"));
    Files.write(
        target.resolve("fault-matrix-" + dialect.name().toLowerCase(Locale.ROOT) + ".txt"), lines);
  }
}
