package dev.aischeduler.config.loading;

import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.table.Setting;
import dev.aischeduler.config.table.SettingTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads settings from environment variables, and secrets from the files that variables name ({@link
 * Setting#fileVariables}). An empty variable counts as not set, as in a Compose file that passes an
 * undefined one on.
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

  /** Bytes. */
  private static final int LONGEST_SECRET = 65_536;

  private EnvironmentVariables() {}

  /**
   * The values by path, not yet checked.
   *
   * @param folder where relative names of files start
   */
  static Map<String, SourcedValue> read(
      SettingTable table,
      Map<String, String> environment,
      Path folder,
      List<SettingProblem> problems) {
    Set<String> settings = names(table);
    Map<String, SourcedValue> values = new LinkedHashMap<>();
    for (Setting setting : table.all()) {
      List<String> texts = given(setting.variables(), environment);
      // server.tls.keystore_password_file is a setting itself
      List<String> files =
          given(setting.fileVariables(), environment).stream()
              .filter(name -> !settings.contains(name))
              .toList();
      List<String> all = Stream.concat(texts.stream(), files.stream()).toList();
      if (all.isEmpty()) {
        continue;
      }
      if (all.stream().map(environment::get).distinct().count() > 1) {
        problems.add(
            new SettingProblem(
                setting.path(),
                "variables " + String.join(", ", all),
                "is set to different values by two variables; unset one"));
      }
      String name = all.get(0);
      String value = environment.getOrDefault(name, "");
      Optional<String> text =
          texts.isEmpty()
              ? secret(setting, name, folder.resolve(value), problems)
              : Optional.of(value);
      text.ifPresent(
          found ->
              values.put(
                  setting.path(),
                  new SourcedValue(setting.kind().parse(found), "variable " + name)));
    }
    return values;
  }

  private static List<String> given(List<String> names, Map<String, String> environment) {
    return names.stream().filter(name -> !environment.getOrDefault(name, "").isEmpty()).toList();
  }

  /** Text of a file without the end of its line; a problem instead when it cannot be read. */
  private static Optional<String> secret(
      Setting setting, String variable, Path file, List<SettingProblem> problems) {
    try (InputStream content = Files.newInputStream(file)) {
      byte[] bytes = content.readNBytes(LONGEST_SECRET + 1);
      if (bytes.length <= LONGEST_SECRET) {
        return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
      }
      problems.add(
          new SettingProblem(
              setting.path(),
              "variable " + variable,
              file + " is longer than 64 KiB; name a file that holds the value alone"));
    } catch (IOException e) {
      problems.add(
          new SettingProblem(
              setting.path(),
              "variable " + variable,
              file + " cannot be read; name a file that this user may read, with the value alone"));
    }
    return Optional.empty();
  }

  /** One warning for each variable with our prefix that is not a setting. */
  static List<String> warnings(SettingTable table, Map<String, String> environment) {
    TreeSet<String> known = new TreeSet<>(names(table));
    known.add(CONFIG_PATH);
    known.addAll(CLIENT);
    table.all().forEach(setting -> known.addAll(setting.fileVariables()));
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

  private static Set<String> names(SettingTable table) {
    return table.all().stream()
        .flatMap(setting -> setting.variables().stream())
        .collect(Collectors.toSet());
  }
}
