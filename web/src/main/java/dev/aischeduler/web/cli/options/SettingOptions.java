package dev.aischeduler.web.cli.options;

import dev.aischeduler.config.loading.ResolvedSettings;
import dev.aischeduler.config.loading.SettingOverride;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that reads the configuration. */
public final class SettingOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration file (default: $SCHEDULER_CONFIG_PATH, else ./config.json).")
  private @Nullable Path config;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Set server.host.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Set server.port; 0 chooses a free one.")
  private @Nullable String port;

  @Option(
      names = "--labels",
      paramLabel = "gpu,cpu",
      description = "Set node.labels: resource labels that this node offers.")
  private @Nullable String labels;

  @Option(
      names = "--node-name",
      paramLabel = "NAME",
      description = "Set node.name: unique among the processes that share a database.")
  private @Nullable String nodeName;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Set any setting, for example --set lanes.llm.max_concurrent=2; repeatable.")
  private Map<String, String> set = new LinkedHashMap<>();

  /**
   * Loads and checks the configuration.
   *
   * @throws dev.aischeduler.config.loading.SettingsException with every problem found
   */
  public ResolvedSettings load() {
    List<SettingOverride> overrides = new ArrayList<>();
    set.forEach((key, value) -> overrides.add(new SettingOverride(key, value, "--set " + key)));
    add(overrides, "server.host", host, "--host");
    add(overrides, "server.port", port, "--port");
    add(overrides, "node.labels", labels, "--labels");
    add(overrides, "node.name", nodeName, "--node-name");
    ResolvedSettings resolved =
        SettingsLoader.ofProcess(ShippedTasks.types()).load(config, overrides);
    ShippedTasks.modules().check(resolved);
    return resolved;
  }

  private static void add(
      List<SettingOverride> to, String path, @Nullable String value, String option) {
    if (value != null) {
      to.add(new SettingOverride(path, value, option));
    }
  }
}
