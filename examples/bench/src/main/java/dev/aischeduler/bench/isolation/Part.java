package dev.aischeduler.bench.isolation;

import dev.aischeduler.bench.report.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** One part of the benchmark, with how much it measures. */
@FunctionalInterface
public interface Part {

  /**
   * Measures.
   *
   * @param folder takes databases
   * @param progress hears one line for each figure
   */
  List<Section> run(Path folder, Consumer<String> progress) throws InterruptedException;
}
