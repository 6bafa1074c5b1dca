package dev.aischeduler.bench.report;

import java.util.List;
import java.util.Optional;

/**
 * One table.
 *
 * @param id lower-case name for programs
 * @param title what it shows, with the unit
 * @param note how it was measured, one sentence or more
 * @param columns in order
 */
public record Section(String id, String title, String note, List<String> columns, List<Row> rows) {
  /** A figure, or empty. */
  public Optional<Cell> cell(String row, String column) {
    return rows.stream()
        .filter(r -> r.name().equals(row))
        .findFirst()
        .flatMap(r -> Optional.ofNullable(r.cells().get(column)));
  }
}
