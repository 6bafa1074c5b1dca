package dev.aischeduler.engine.bulkrun.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.job.Job;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Results as CSV. Single values of results are columns of their own, as far as results of the first
 * page have them; whatever else a result holds is JSON in the last column.
 */
final class CsvResults implements PageStream.Pages {
  private static final List<String> FIXED =
      List.of("item", "line", "item_key", "state", "task_id", "type", "error", "artifacts");

  private final ResultRows.Cursor rows;
  private final ArtifactNames names;
  private @Nullable Set<String> fields;

  CsvResults(ResultRows.Cursor rows, ArtifactNames names) {
    this.rows = rows;
    this.names = names;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    List<ResultRow> page = rows.next();
    List<List<? extends @Nullable Object>> lines = new ArrayList<>();
    Set<String> known = fields;
    if (known == null) {
      known = fields(page);
      fields = known;
      List<String> header = new ArrayList<>(FIXED);
      known.forEach(field -> header.add("result." + field));
      header.add("result");
      lines.add(header);
    } else if (page.isEmpty()) {
      return null;
    }
    for (ResultRow row : page) {
      lines.add(line(row, known));
    }
    return CsvText.of(lines);
  }

  private static Set<String> fields(List<ResultRow> page) throws IOException {
    Set<String> fields = new LinkedHashSet<>();
    for (ResultRow row : page) {
      for (Map.Entry<String, JsonNode> field : result(row).properties()) {
        if (field.getValue().isValueNode()) {
          fields.add(field.getKey());
        }
      }
    }
    return fields;
  }

  private static ObjectNode result(ResultRow row) throws IOException {
    Job job = row.job();
    return job != null
            && job.result() != null
            && Json.mapper().readTree(job.result()) instanceof ObjectNode object
        ? object
        : Json.mapper().createObjectNode();
  }

  private List<@Nullable Object> line(ResultRow row, Set<String> known) throws IOException {
    List<@Nullable Object> line = new ArrayList<>();
    line.add(row.item().item());
    line.add(row.item().line());
    line.add(row.item().label());
    line.add(row.state());
    line.add(row.item().jobId());
    line.add(row.job() == null ? null : row.job().type());
    line.add(row.error());
    line.add(String.join(" ", names.of(row)));
    ObjectNode result = result(row);
    for (String field : known) {
      JsonNode value = result.remove(field);
      line.add(
          value == null || value.isNull()
              ? null
              : value.isValueNode() ? value.asText() : value.toString());
    }
    line.add(result.isEmpty() ? null : result.toString());
    return line;
  }
}
