package dev.aischeduler.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a run found out.
 *
 * @param environment machine, versions and databases, in the order to show them
 */
public record Report(Map<String, String> environment, List<Section> sections) {
  /** A figure, or empty when it was not measured. */
  public Optional<Cell> cell(String section, String row, String column) {
    return sections.stream()
        .filter(s -> s.id().equals(section))
        .findFirst()
        .flatMap(s -> s.cell(row, column));
  }
}
