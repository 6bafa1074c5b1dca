package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.report.Section;

/** Finds out one table of figures. */
@FunctionalInterface
public interface Measurement {
  /** Measures; takes from seconds to minutes. */
  Section run(Bench bench) throws InterruptedException;
}
