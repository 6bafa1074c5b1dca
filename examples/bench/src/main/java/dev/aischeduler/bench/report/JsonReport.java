package dev.aischeduler.bench.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.List;

/** The report for programs. */
public final class JsonReport {
  private JsonReport() {}

  /**
   * The report as JSON: {@code environment}, {@code sections} with the median and the rounds of
   * every figure, {@code ratios} with the headline figures as numbers, {@code headlines} with their
   * spread, rounds and targets.
   */
  public static String of(Report report, List<Headline> headlines) {
    ObjectNode root = Json.mapper().createObjectNode();
    ObjectNode ratios = root.putObject("ratios");
    headlines.forEach(h -> ratios.put(h.name(), h.value()));
    ObjectNode details = root.putObject("headlines");
    headlines.forEach(h -> write(h, details.putObject(h.name())));
    ObjectNode environment = root.putObject("environment");
    report.environment().forEach(environment::put);
    ObjectNode sections = root.putObject("sections");
    for (Section section : report.sections()) {
      ObjectNode node = sections.putObject(section.id());
      node.put("title", section.title());
      node.put("note", section.note());
      ObjectNode rows = node.putObject("rows");
      section.rows().forEach(row -> write(row, rows.putObject(row.name())));
    }
    return root.toPrettyString() + "\n";
  }

  private static void write(Headline headline, ObjectNode node) {
    node.put("value", headline.value());
    node.put("min", headline.figure().min());
    node.put("max", headline.figure().max());
    headline.figure().rounds().forEach(node.withArray("rounds")::add);
    node.put("target", headline.target());
    node.put("at_least", headline.atLeast());
    node.put("met", headline.met());
  }

  private static void write(Row row, ObjectNode node) {
    row.cells()
        .forEach(
            (column, cell) -> {
              ObjectNode figure = node.putObject(column);
              figure.put("median", cell.median());
              cell.rounds().forEach(figure.withArray("rounds")::add);
            });
  }
}
