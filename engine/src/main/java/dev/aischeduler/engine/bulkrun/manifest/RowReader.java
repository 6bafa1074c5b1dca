package dev.aischeduler.engine.bulkrun.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.JsonInput;
import dev.aischeduler.config.json.JsonLimits;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.submission.RunEntry;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.webhook.CallbackTerms;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes submissions of the rows of one manifest. Thread-safe. */
public final class RowReader {
  private static final int MAX_KEY = 255;
  private static final JsonInput JSON = new JsonInput(new JsonLimits(20_000, 2_000_000));

  /** How messages of the JSON parser end; a row is a text of its own for it. */
  private static final Pattern PLACE = Pattern.compile(" at line \\d+, column (\\d+)");

  private final RowTypes types;
  private final @Nullable CsvLayout layout;
  private final ObjectNode defaults;
  private final @Nullable String tenant;
  private final Consumer<Submission> check;

  /**
   * A reader of rows.
   *
   * @param layout of a CSV manifest; null for JSONL
   * @param defaults fields that rows without them have
   * @param check throws for what cannot be submitted, as {@code Submissions.check} does
   */
  public RowReader(
      RowTypes types,
      @Nullable CsvLayout layout,
      ObjectNode defaults,
      @Nullable String tenant,
      Consumer<Submission> check) {
    this.types = types;
    this.layout = layout;
    this.defaults = defaults;
    this.tenant = tenant;
    this.check = check;
  }

  /**
   * What a row is.
   *
   * @param key of the item; null for none
   * @param entry to be submitted; null when it is rejected
   * @param reject why; null otherwise
   * @param after where the next row is
   */
  public record Checked(
      int item,
      long line,
      @Nullable String key,
      @Nullable RunEntry entry,
      @Nullable Reject reject,
      ManifestPosition after) {}

  /** The fields of a row, by the one that may tell its key. */
  private record Fields(TaskType type, ObjectNode all) {}

  /** Reads and checks a row; what is wrong with it is told, not thrown. */
  public Checked read(ManifestReader.Row row) {
    String text = row.text();
    if (text == null) {
      return rejected(row, null, Reject.ofRow(String.valueOf(row.problem())));
    }
    String key = null;
    try {
      Fields fields = layout == null ? json(text) : csv(text, row.line(), layout);
      key = key(fields.all());
      applyDefaults(fields);
      Submission submission = submission(fields);
      check.accept(submission);
      int line = (int) Math.min(Integer.MAX_VALUE, row.line());
      return new Checked(
          row.number(),
          row.line(),
          key,
          new RunEntry(row.number(), key, line, submission),
          null,
          row.after());
    } catch (InvalidRequestException e) {
      return rejected(row, key(key, text), reject(e.field(), message(e)));
    } catch (JsonProblemException e) {
      return rejected(row, key(key, text), reject(e.path(), message(e)));
    } catch (ManifestException e) {
      String prefix = "line " + row.line() + ": ";
      String told = message(e);
      return rejected(
          row, key, Reject.ofRow(told.startsWith(prefix) ? told.substring(prefix.length()) : told));
    }
  }

  private static Checked rejected(ManifestReader.Row row, @Nullable String key, Reject reject) {
    return new Checked(row.number(), row.line(), key, null, reject, row.after());
  }

  /** The key of a row that is rejected; of a line whose body was not read, its custom_id. */
  private @Nullable String key(@Nullable String known, String text) {
    if (known != null || layout != null) {
      return known;
    }
    try {
      JsonNode id = JSON.tree(text).path("custom_id");
      return id.isTextual() && id.asText().length() <= MAX_KEY ? id.asText() : null;
    } catch (JsonProblemException e) {
      return null;
    }
  }

  private Reject reject(String path, String message) {
    String field = path.isEmpty() ? null : path;
    int column = 0;
    if (layout != null && field != null) {
      column = layout.column(field.split("[.\\[]", 2)[0]);
    }
    Matcher place = PLACE.matcher(message);
    if (layout == null && place.find()) {
      return new Reject(Integer.parseInt(place.group(1)), field, place.replaceFirst(""));
    }
    return new Reject(column, field, message);
  }

  private static String message(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "is refused");
  }

  private Fields csv(String text, long line, CsvLayout columns) {
    List<String> cells = CsvRows.cells(text, columns.delimiter(), CsvLayout.MAX_COLUMNS, line);
    if (cells.size() > columns.columns().size()) {
      throw new ManifestException(
          line,
          "has "
              + cells.size()
              + " columns, but the header names "
              + columns.columns().size()
              + "; put a field that holds the separator in quotes");
    }
    TaskType type = types.require(typeName(cells, columns));
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < cells.size(); i++) {
      String name = columns.columns().get(i);
      String cell = cells.get(i);
      if (!cell.isEmpty()) {
        Class<?> field = types.fieldType(type, name);
        if (field == null) {
          throw new InvalidRequestException(
              name, "is no field of " + type + "; leave it empty in this row");
        }
        all.set(name, CsvValues.of(name, cell, field));
      }
    }
    if (all.isEmpty()) {
      throw new ManifestException(line, "has no value in any column");
    }
    return new Fields(type, all);
  }

  private @Nullable String typeName(List<String> cells, CsvLayout columns) {
    int column = columns.column("type");
    String cell = column > 0 && column <= cells.size() ? cells.get(column - 1).strip() : "";
    return cell.isEmpty() ? defaultType() : cell;
  }

  private @Nullable String defaultType() {
    return defaults.hasNonNull("type") ? defaults.path("type").asText() : null;
  }

  private Fields json(String text) {
    JsonNode tree = JSON.tree(text);
    if (!(tree instanceof ObjectNode all)) {
      throw new JsonProblemException("", "must be an object such as {\"type\": \"...\", ...}");
    }
    if (all.has("custom_id") || (all.has("url") && all.has("body"))) {
      return batchLine(all);
    }
    JsonNode type = all.path("type");
    return new Fields(
        types.require(type.isMissingNode() || type.isNull() ? defaultType() : type.asText()), all);
  }

  /** A line of an OpenAI batch: {@code {"custom_id", "method": "POST", "url", "body"}}. */
  private Fields batchLine(ObjectNode line) {
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      if (!List.of("custom_id", "method", "url", "body").contains(field.getKey())) {
        throw new InvalidRequestException(
            field.getKey(), "unknown field; a batch line has custom_id, method, url and body");
      }
    }
    if (line.hasNonNull("method") && !line.path("method").asText().equals("POST")) {
      throw new InvalidRequestException("method", "must be POST");
    }
    RowTypes.Endpoint endpoint =
        types.endpoint(line.hasNonNull("url") ? line.path("url").asText() : null);
    if (!(line.path("body") instanceof ObjectNode body)) {
      throw new InvalidRequestException("body", "must be an object");
    }
    ObjectNode all = endpoint.batch().request().apply(body);
    if (line.hasNonNull("custom_id")) {
      all.set("item_key", line.get("custom_id"));
    }
    return new Fields(endpoint.type(), all);
  }

  private static @Nullable String key(ObjectNode all) {
    JsonNode key = all.get("item_key");
    if (key == null || key.isNull()) {
      return null;
    }
    if (!key.isTextual() || key.asText().isBlank() || key.asText().length() > MAX_KEY) {
      throw new InvalidRequestException("item_key", "must be a text of 1 to 255 characters");
    }
    return key.asText();
  }

  private void applyDefaults(Fields fields) {
    for (Map.Entry<String, JsonNode> value : defaults.properties()) {
      String name = value.getKey();
      if (!fields.all().hasNonNull(name) && types.fieldType(fields.type(), name) != null) {
        fields.all().set(name, value.getValue().deepCopy());
      }
    }
  }

  private Submission submission(Fields fields) {
    ObjectNode request = fields.all();
    ObjectNode common = request.objectNode();
    List.copyOf(request.properties()).stream()
        .filter(field -> RowTypes.isItemField(field.getKey()))
        .forEach(field -> common.set(field.getKey(), request.remove(field.getKey())));
    ItemFields item = StrictJson.read(common, ItemFields.class);
    return new Submission(
        fields.type(),
        request,
        item.priority(),
        item.maxAttempts(),
        item.timeoutS(),
        item.runAt(),
        Objects.requireNonNullElse(item.tags(), List.of()),
        null,
        null,
        item.queueTimeoutS(),
        item.retry(),
        tenant,
        CallbackTerms.NONE);
  }
}
