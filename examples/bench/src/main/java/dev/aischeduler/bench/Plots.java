package dev.aischeduler.bench;

import dev.aischeduler.bench.isolation.DeviceShares;
import dev.aischeduler.bench.isolation.FirstToken;
import dev.aischeduler.bench.isolation.TokenRate;
import dev.aischeduler.bench.report.Cell;
import dev.aischeduler.bench.report.Plot;
import dev.aischeduler.bench.report.Plot.Bar;
import dev.aischeduler.bench.report.Plot.Group;
import dev.aischeduler.bench.report.Report;
import dev.aischeduler.bench.report.Row;
import dev.aischeduler.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The plots of the benchmarks, of what was measured. */
final class Plots {
  private Plots() {}

  /** Throughput with the most workers, on each kind of database. */
  static List<Plot> queue(Report report) {
    List<Group> groups = new ArrayList<>();
    for (Section section : report.sections()) {
      if (section.id().startsWith("throughput_")) {
        String column = section.columns().get(section.columns().size() - 1);
        Row first = section.rows().get(0);
        groups.add(group(section, section.title() + ", " + column, List.of(column), first::equals));
      }
    }
    return plots(new Plot("bench-queue.svg", "No-op throughput of the peers", groups));
  }

  /** Shares of the device, time to the first token, tokens per second. */
  static List<Plot> isolation(Report report) {
    return plots(
        new Plot(
            "bench-isolation-share.svg",
            "Share of the chats in the device time, target and actual",
            section(
                report,
                DeviceShares.ID,
                List.of(DeviceShares.TARGET, DeviceShares.ACTUAL, DeviceShares.BY_OUTPUT),
                row -> true)),
        new Plot(
            "bench-isolation-first-token.svg",
            "Time to the first token",
            section(
                report,
                FirstToken.ID,
                List.of(FirstToken.P95),
                row -> !row.name().equals(FirstToken.UNSHARED))),
        new Plot(
            "bench-isolation-tokens.svg",
            "Tokens per second of chats at once",
            section(
                report,
                TokenRate.ID,
                Stream.of(1, 2, 4, 8, 16).map(TokenRate::column).toList(),
                row -> row.name().equals(TokenRate.BATCHED))));
  }

  private static List<Plot> plots(Plot... all) {
    return Stream.of(all).filter(plot -> !plot.groups().isEmpty()).toList();
  }

  private static List<Group> section(
      Report report, String id, List<String> columns, Predicate<Row> ours) {
    return report.sections().stream()
        .filter(section -> section.id().equals(id))
        .map(section -> group(section, section.title(), columns, ours))
        .toList();
  }

  private static Group group(
      Section section, String title, List<String> columns, Predicate<Row> ours) {
    List<Bar> bars = new ArrayList<>();
    for (Row row : section.rows()) {
      for (String column : columns) {
        Cell cell = row.cells().get(column);
        if (cell != null) {
          String name = columns.size() == 1 ? row.name() : row.name() + ": " + column;
          bars.add(new Bar(name, cell.median(), ours.test(row)));
        }
      }
    }
    return new Group(title, bars);
  }
}
