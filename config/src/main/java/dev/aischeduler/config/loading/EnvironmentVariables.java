package dev.aischeduler.config.loading;

import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.table.Setting;
import dev.aischeduler.config.table.SettingTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads settings from environment variables. An empty variable counts as not set, as in a Compose
 * file that passes an undefined one on.
 */
final class EnvironmentVariables {
  /** Names the configuration file; no setting itself. */
  static final String CONFIG_PATH = "SCHEDULER_CONFIG_PATH";

  /** Of the commands that talk to a running server, and of {@code db copy}. */
  private static final List<String> CLIENT =
      List.of(
          "SCHEDULER_URL",
          "SCHEDULER_API_KEY",
          "SCHEDULER_CA_FILE",
          "SCHEDULER_TARGET_USERNAME",
          "SCHEDULER_TARGET_PASSWORD");

  private static final String PREFIX = "SCHEDULER_";

  private EnvironmentVariables() {}

  /** The values by path, not yet checked. */
  static Map<String, SourcedValue> read(
      SettingTable table, Map<String, String> environment, List<SettingProblem> problems) {
    Map<String, SourcedValue> values = new LinkedHashMap<>();
    for (Setting setting : table.all()) {
      List<String> given =
          setting.variables().stream()
              .filter(name -> !environment.getOrDefault(name, "").isEmpty())
              .toList();
      if (given.isEmpty()) {
        continue;
      }
      if (given.stream().map(environment::get).distinct().count() > 1) {
        problems.add(
            new SettingProblem(
                setting.path(),
                "variables " + String.join(", ", given),
                "is set to different values by two variables; unset one"));
      }
      String name = given.get(0);
      String text = environment.getOrDefault(name, "");
      values.put(setting.path(), new SourcedValue(setting.kind().parse(text), "variable " + name));
    }
    return values;
  }

  /** One warning for each variable with our prefix that is not a setting. */
  static List<String> warnings(SettingTable table, Map<String, String> environment) {
    TreeSet<String> known = new TreeSet<>();
    known.add(CONFIG_PATH);
    known.addAll(CLIENT);
    table.all().forEach(setting -> known.addAll(setting.variables()));
    return environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .sorted()
        .map(
            name ->
                "environment variable "
                    + name
                    + " sets nothing"
                    + Suggestion.phrase(name, known)
                    + " (see docs/configuration.md)")
        .toList();
  }
}
