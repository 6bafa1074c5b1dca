package dev.aischeduler.bench.report;

import java.util.List;

/**
 * A picture of some figures.
 *
 * @param file its name among the documentation's images
 * @param title what it shows, for those who cannot see it
 */
public record Plot(String file, String title, List<Group> groups) {

  /** Bars under one heading. */
  public record Group(String title, List<Bar> bars) {}

  /**
   * One figure.
   *
   * @param value 0 or more; all bars of a plot share one scale
   * @param ours true sets it off from what it is compared with
   */
  public record Bar(String name, double value, boolean ours) {}
}
