package dev.aischeduler.config.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.JsonPaths;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table, the records, {@code config.json} and the reference say the same. */
class SettingTableTest {
  /** The guide's example has 4 threads; a host name in a shared example would be nobody's. */
  private static final Machine EXAMPLE = new Machine(4, "");

  private static final SettingTable TABLE = new SettingTable(ShippedTasks.types());

  private static final Path HOME = Path.of(System.getProperty("ai_scheduler.home", ".."));

  @Test
  void the_table_and_the_records_have_the_same_keys() {
    Settings settings =
        new SettingsLoader(ShippedTasks.types(), Map.of(), HOME, EXAMPLE).defaults();
    assertThat(leaves(Json.mapper().valueToTree(settings), ""))
        .containsExactlyInAnyOrderElementsOf(TABLE.all().stream().map(Setting::path).toList());
  }

  @Test
  void the_example_file_holds_every_key_with_its_default() throws IOException {
    JsonNode example =
        StrictJson.tree(Files.readString(HOME.resolve("config").resolve("config.json")));
    assertThat(leaves(example, ""))
        .containsExactlyElementsOf(TABLE.all().stream().map(Setting::path).toList());
    for (Setting setting : TABLE.all()) {
      JsonNode value = example.at("/" + setting.path().replace('.', '/'));
      assertThat(value.isNull() ? "" : setting.shown(value))
          .as(setting.path())
          .isEqualTo(setting.shown(setting.defaultValue().apply(EXAMPLE)));
    }
  }

  @Test
  void the_example_file_can_be_loaded() {
    Path example = HOME.resolve("config").resolve("config.json");
    SettingsLoader loader =
        new SettingsLoader(ShippedTasks.types(), Map.of(), HOME, new Machine(4, "host-1"));
    assertThat(loader.load(example, List.of()).settings()).isEqualTo(loader.defaults());
  }

  @Test
  void each_default_is_an_allowed_value() {
    for (Setting setting : TABLE.all()) {
      JsonNode defaultValue = setting.defaultValue().apply(new Machine(4, "host-1"));
      assertThat(setting.kind().accept(defaultValue)).as(setting.path()).contains(defaultValue);
    }
  }

  @Test
  void no_two_settings_share_a_variable() {
    assertThat(TABLE.all().stream().flatMap(setting -> setting.variables().stream()))
        .doesNotHaveDuplicates()
        .contains("SCHEDULER_PORT", "SCHEDULER_THREAD_POOL_SIZE", "SCHEDULER_LOG_LEVEL");
  }

  @Test
  void the_reference_is_up_to_date() throws IOException {
    upToDate("configuration.md", ConfigurationReference.inEnglish(TABLE));
  }

  @Test
  void the_reference_in_chinese_is_up_to_date_and_has_every_setting() throws IOException {
    ChinesePhrases phrases = new ChinesePhrases();
    String reference = ConfigurationReference.inChinese(TABLE, phrases);
    assertThat(phrases.missing()).as("not in reference.zh-CN.txt").isEmpty();
    assertThat(phrases.unused()).as("in reference.zh-CN.txt, said of no setting").isEmpty();
    upToDate("zh-CN/configuration.md", reference);
  }

  private static void upToDate(String name, String content) throws IOException {
    Path file = HOME.resolve("docs").resolve(name);
    if (Boolean.getBoolean("write_reference")) {
      Files.writeString(file, content);
    }
    assertThat(file)
        .as("write it with: mvn -pl jobs -am test -Dtest=SettingTableTest -Dwrite_reference=true")
        .usingCharset(StandardCharsets.UTF_8)
        .hasContent(content);
  }

  private static List<String> leaves(JsonNode node, String path) {
    if (!node.isObject() || node.isEmpty()) {
      return List.of(path);
    }
    List<String> paths = new ArrayList<>();
    node.properties()
        .forEach(
            field -> paths.addAll(leaves(field.getValue(), JsonPaths.join(path, field.getKey()))));
    return paths;
  }
}
