package dev.aischeduler.bench;

import dev.aischeduler.bench.isolation.DeviceShares;
import dev.aischeduler.bench.isolation.FirstToken;
import dev.aischeduler.bench.isolation.TokenRate;
import dev.aischeduler.bench.report.Cell;
import dev.aischeduler.bench.report.Headline;
import dev.aischeduler.bench.report.Report;
import dev.aischeduler.bench.report.Section;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

/** The figures that isolation is judged by, as far as they were measured. */
final class IsolationHeadlines {
  private final Report report;
  private final List<Headline> found = new ArrayList<>();

  private IsolationHeadlines(Report report) {
    this.report = report;
  }

  static List<Headline> of(Report report) {
    IsolationHeadlines headlines = new IsolationHeadlines(report);
    headlines.shares();
    Optional<Cell> loaded = headlines.firstToken(FirstToken.LOADED);
    headlines.ratio("ttft_loaded_vs_idle", loaded, headlines.firstToken(FirstToken.IDLE), false, 3);
    headlines.ratio("ttft_off_vs_on", headlines.firstToken(FirstToken.UNSHARED), loaded, true, 10);
    Optional<Cell> single = headlines.tokens(TokenRate.BATCHED, 1);
    headlines.ratio("batch8_vs_1", headlines.tokens(TokenRate.BATCHED, 8), single, true, 3);
    headlines.ratio("single_vs_bare", single, headlines.tokens(TokenRate.BARE, 1), true, 0.9);
    return headlines.found;
  }

  /** The worst of all weights, and the lesser of the lanes that had the device alone. */
  private void shares() {
    report.sections().stream()
        .filter(section -> section.id().equals(DeviceShares.ID))
        .findFirst()
        .ifPresent(
            section -> {
              double error = column(section, DeviceShares.ERROR).getMax();
              found.add(new Headline("share_error_points", Cell.of(error), false, 3));
            });
    Optional<Cell> chats =
        report.cell(DeviceShares.ID, DeviceShares.CHATS_ALONE, DeviceShares.BUSY);
    Optional<Cell> pictures =
        report.cell(DeviceShares.ID, DeviceShares.PICTURES_ALONE, DeviceShares.BUSY);
    if (chats.isPresent() && pictures.isPresent()) {
      double least = Math.min(chats.get().median(), pictures.get().median());
      found.add(new Headline("share_alone_pct", Cell.of(least), true, 97));
    }
  }

  private static DoubleSummaryStatistics column(Section section, String column) {
    return section.rows().stream()
        .flatMap(row -> section.cell(row.name(), column).stream())
        .mapToDouble(Cell::median)
        .summaryStatistics();
  }

  private Optional<Cell> firstToken(String row) {
    return report.cell(FirstToken.ID, row, FirstToken.P95);
  }

  private Optional<Cell> tokens(String row, int chats) {
    return report.cell(TokenRate.ID, row, TokenRate.column(chats));
  }

  private void ratio(
      String name, Optional<Cell> value, Optional<Cell> base, boolean atLeast, double target) {
    value
        .flatMap(cell -> base.map(cell::over))
        .ifPresent(cell -> found.add(new Headline(name, cell, atLeast, target)));
  }
}
