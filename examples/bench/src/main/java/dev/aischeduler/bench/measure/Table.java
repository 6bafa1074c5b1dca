package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.report.Cell;
import dev.aischeduler.bench.report.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects figures round by round. Used by one thread. */
public final class Table {
  private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

  /** Adds the figure of a round. */
  public void add(String row, String column, double value) {
    values
        .computeIfAbsent(row, r -> new LinkedHashMap<>())
        .computeIfAbsent(column, c -> new ArrayList<>())
        .add(value);
  }

  /** Rows and their figures, in the order of their first round. */
  public List<Row> rows() {
    return values.entrySet().stream().map(e -> new Row(e.getKey(), cells(e.getValue()))).toList();
  }

  private static Map<String, Cell> cells(Map<String, List<Double>> columns) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    columns.forEach((column, rounds) -> cells.put(column, new Cell(rounds)));
    return cells;
  }
}
