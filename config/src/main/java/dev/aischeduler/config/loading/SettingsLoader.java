package dev.aischeduler.config.loading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Loopback;
import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.TaskTypes;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.JsonPhrases;
import dev.aischeduler.config.table.Setting;
import dev.aischeduler.config.table.SettingRule;
import dev.aischeduler.config.table.SettingTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds the settings from built-in defaults, {@code config.json}, environment variables and the
 * command line; later ones win. Every value of every source is checked, also one that is
 * overridden, and all problems are reported at once. Thread-safe.
 */
public final class SettingsLoader {
  private final SettingTable table;
  private final Map<String, String> environment;
  private final Path folder;
  private final Machine machine;

  /**
   * A loader for given surroundings.
   *
   * @param types the task types whose settings there are
   * @param environment environment variables
   * @param folder working folder: where {@code config.json} is looked for and relative paths start
   * @param machine what defaults depend on
   */
  public SettingsLoader(
      TaskTypes types, Map<String, String> environment, Path folder, Machine machine) {
    this.table = new SettingTable(types);
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.machine = machine;
  }

  /**
   * A loader for this process.
   *
   * @param types the task types whose settings there are
   */
  public static SettingsLoader ofProcess(TaskTypes types) {
    return new SettingsLoader(types, System.getenv(), Path.of(""), Machine.here());
  }

  /** The built-in defaults of this machine. */
  public Settings defaults() {
    return bind(values(List.of(), new ArrayList<>()));
  }

  /**
   * Loads and checks.
   *
   * @param file configuration file named on the command line, or null; then the variable {@code
   *     SCHEDULER_CONFIG_PATH} names it, and else {@code config.json} is read if it exists
   * @param overrides values from the command line
   * @throws SettingsException with every problem found
   */
  public ResolvedSettings load(@Nullable Path file, List<SettingOverride> overrides) {
    List<SettingProblem> problems = new ArrayList<>();
    List<Map<String, SourcedValue>> sources =
        List.of(
            file(file, problems)
                .map(found -> ConfigFile.read(table, found, problems))
                .orElseGet(Map::of),
            EnvironmentVariables.read(table, environment, folder, problems),
            options(overrides, problems));
    Map<String, SourcedValue> values = values(sources, problems);
    Settings settings = bind(values);
    checkRules(settings, values, problems);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    List<String> warnings = new ArrayList<>(EnvironmentVariables.warnings(table, environment));
    warnings.addAll(unusedLabels(settings));
    warnings.addAll(unencrypted(settings.server()));
    return new ResolvedSettings(settings, shown(values), warnings);
  }

  private Optional<Path> file(@Nullable Path option, List<SettingProblem> problems) {
    String variable = environment.getOrDefault(EnvironmentVariables.CONFIG_PATH, "");
    Path usual = folder.resolve("config.json");
    if (option == null && variable.isEmpty()) {
      return Files.exists(usual) ? Optional.of(usual) : Optional.empty();
    }
    String named = option == null ? variable : option.toString();
    Path file = folder.resolve(named);
    if (Files.isRegularFile(file)) {
      return Optional.of(file);
    }
    problems.add(
        new SettingProblem(
            named,
            option == null ? "variable " + EnvironmentVariables.CONFIG_PATH : "option --config",
            "no such file; name an existing configuration file, or none to use the defaults"));
    return Optional.empty();
  }

  private Map<String, SourcedValue> options(
      List<SettingOverride> overrides, List<SettingProblem> problems) {
    Map<String, Setting> known = table.byPath();
    Map<String, SourcedValue> values = new LinkedHashMap<>();
    for (SettingOverride given : overrides) {
      String origin = "option " + given.option();
      Setting setting = known.get(given.path());
      if (setting == null) {
        String hint = Suggestion.phrase(given.path(), known.keySet());
        problems.add(
            new SettingProblem(
                given.path(),
                origin,
                "unknown setting" + hint + "; all are in docs/configuration.md"));
      } else {
        values.put(given.path(), new SourcedValue(setting.kind().parse(given.value()), origin));
      }
    }
    return values;
  }

  /** The value in force of every setting; where a source gave a bad one, the one below it. */
  private Map<String, SourcedValue> values(
      List<Map<String, SourcedValue>> sources, List<SettingProblem> problems) {
    Map<String, SourcedValue> values = new LinkedHashMap<>();
    for (Setting setting : table.all()) {
      String path = setting.path();
      values.put(path, new SourcedValue(setting.defaultValue().apply(machine), "default"));
      sources.stream()
          .map(source -> source.get(path))
          .filter(Objects::nonNull)
          .forEach(given -> take(setting, given, values, problems));
    }
    return values;
  }

  private static void take(
      Setting setting,
      SourcedValue given,
      Map<String, SourcedValue> values,
      List<SettingProblem> problems) {
    Optional<JsonNode> accepted = setting.kind().accept(given.value());
    if (accepted.isPresent()) {
      values.put(setting.path(), new SourcedValue(accepted.get(), given.origin()));
      return;
    }
    String found = setting.secret() ? "" : ", but is " + JsonPhrases.found(given.value());
    problems.add(
        new SettingProblem(
            setting.path(), given.origin(), "must be " + setting.kind().expected() + found));
  }

  private void checkRules(
      Settings settings, Map<String, SourcedValue> values, List<SettingProblem> problems) {
    Set<String> bad = new HashSet<>();
    problems.forEach(problem -> bad.add(problem.path()));
    for (SettingRule rule : table.rules()) {
      if (rule.paths().stream().noneMatch(bad::contains) && rule.broken().test(settings)) {
        String origins =
            rule.paths().stream()
                .map(path -> Objects.requireNonNull(values.get(path)).origin())
                .distinct()
                .collect(Collectors.joining(", "));
        problems.add(new SettingProblem(rule.paths().get(0), origins, rule.message()));
      }
    }
  }

  /** A label may be any word, so a misspelt one is not an error. */
  private static List<String> unusedLabels(Settings settings) {
    Set<String> asked = settings.lanes().labels();
    return settings.node().labels().stream()
        .filter(label -> !asked.contains(label) && !label.equals(Settings.Node.NO_JOBS))
        .map(
            label ->
                "node.labels: no lane asks for the label "
                    + label
                    + " (lanes.<lane>.label); they ask for "
                    + String.join(", ", asked))
        .toList();
  }

  /** Keys that cross a network in the clear are anybody's; behind a proxy it encrypts. */
  private static List<String> unencrypted(Settings.Server server) {
    if (Loopback.is(server.host()) || server.tls().on() || !server.trustedProxies().isEmpty()) {
      return List.of();
    }
    return List.of(
        "server.host: keys, requests and results pass the network unencrypted on "
            + server.host()
            + "; set server.tls.certificate and server.tls.key (or server.tls.keystore), or name"
            + " the reverse proxy that encrypts in server.trusted_proxies");
  }

  private static Settings bind(Map<String, SourcedValue> values) {
    ObjectNode tree = Json.mapper().createObjectNode();
    // there although no type may run on devices or have models
    ObjectNode resources = tree.withObjectProperty("resources");
    resources.withObjectProperty("gpu_allocation");
    resources.withObjectProperty("lane_memory_mb");
    values.forEach(
        (path, sourced) -> {
          ObjectNode parent = tree;
          String[] names = path.split("\\.", -1);
          for (int i = 0; i < names.length - 1; i++) {
            parent = parent.withObjectProperty(names[i]);
          }
          parent.set(names[names.length - 1], sourced.value());
        });
    try {
      return Json.mapper().treeToValue(tree, Settings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the setting table does not match the settings", e);
    }
  }

  private List<ResolvedSetting> shown(Map<String, SourcedValue> values) {
    return table.all().stream()
        .map(
            setting -> {
              SourcedValue value = Objects.requireNonNull(values.get(setting.path()));
              return new ResolvedSetting(
                  setting.path(), setting.shown(value.value()), value.origin(), setting.doc());
            })
        .toList();
  }
}
