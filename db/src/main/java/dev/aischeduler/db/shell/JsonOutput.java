package dev.aischeduler.db.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as a JSON array of objects. */
final class JsonOutput {
  private JsonOutput() {}

  static void print(QueryResult result, PrintWriter out) {
    String separator = "[";
    for (List<@Nullable Object> row : result.rows()) {
      out.print(separator + "\n" + object(result.columns(), row));
      separator = ",";
    }
    out.println(result.rows().isEmpty() ? "[]" : "\n]");
  }

  private static String object(List<String> columns, List<@Nullable Object> row) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      object.put(columns.get(i), row.get(i));
    }
    try {
      return Json.mapper().writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Strings and numbers are always JSON", e);
    }
  }
}
