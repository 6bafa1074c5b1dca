package dev.aischeduler.config.loading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.JsonPaths;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.config.table.Setting;
import dev.aischeduler.config.table.SettingTable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code config.json} token by token, so that the line of each value is known and all unknown
 * and repeated keys are found at once. A {@code null} means the default.
 */
final class ConfigFile {
  /** Reads one value and leaves what follows it alone. */
  private static final ObjectReader VALUES =
      Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Map<String, Setting> settings;
  private final SettingGroups groups;
  private final Map<String, SourcedValue> values = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final String name;
  private final List<SettingProblem> problems;

  private ConfigFile(SettingTable table, Path file, List<SettingProblem> problems) {
    this.settings = table.byPath();
    this.groups = new SettingGroups(table.all());
    this.name = file.toString();
    this.problems = problems;
  }

  /** The values by path, not yet checked; adds what is wrong with the file to the problems. */
  static Map<String, SourcedValue> read(
      SettingTable table, Path file, List<SettingProblem> problems) {
    ConfigFile reader = new ConfigFile(table, file, problems);
    try {
      String text = Files.readString(file);
      // Windows editors put a byte order mark first.
      reader.document(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (JsonProcessingException e) {
      reader.refuse(reader.name, "file", StrictJson.syntax(e).getMessage());
    } catch (CharacterCodingException e) {
      reader.refuse(reader.name, "file", "is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      reader.refuse(reader.name, "file", "cannot be read (" + e + "); check its permissions");
    }
    return reader.values;
  }

  private void document(String text) throws IOException {
    try (JsonParser parser = Json.mapper().createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        refuse(name, "file", "must be a JSON object with the keys " + groups.allowed(""));
        return;
      }
      object(parser, "");
      if (parser.nextToken() != null) {
        refuse(name, line(parser), "has text after the closing bracket; remove it");
      }
    }
  }

  private void object(JsonParser parser, String group) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String path = JsonPaths.join(group, key);
      String line = line(parser);
      JsonToken token = parser.nextToken();
      if (!seen.add(path)) {
        refuse(path, line, "is given twice; keep one");
        parser.skipChildren();
      } else if (settings.containsKey(path)) {
        JsonNode value = VALUES.readTree(parser);
        if (!value.isNull()) {
          values.put(path, new SourcedValue(value, line));
        }
      } else if (!groups.contains(path)) {
        refuse(path, line, groups.unknownKey(group, key));
        parser.skipChildren();
      } else if (token == JsonToken.START_OBJECT) {
        object(parser, path);
      } else {
        refuse(path, line, "must be an object with the keys " + groups.allowed(path));
        parser.skipChildren();
      }
    }
  }

  private String line(JsonParser parser) {
    return name + " line " + parser.currentTokenLocation().getLineNr();
  }

  private void refuse(String path, String origin, String message) {
    problems.add(new SettingProblem(path, origin, message));
  }
}
