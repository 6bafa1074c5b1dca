package dev.aischeduler.config.table;

import dev.aischeduler.config.TaskTypes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every setting: its path, default, allowed values and meaning, in the order of {@code
 * config.json}. Defaults, checks, variable names, {@code config show} and the reference in {@code
 * docs/configuration.md} all come from here. Each group of settings stands in a file of its own.
 */
public final class SettingTable {
  private final TaskTypes types;
  private final List<Setting> all;

  /** The settings of a process that knows these task types. */
  public SettingTable(TaskTypes types) {
    this.types = types;
    this.all =
        Stream.of(
                ServerSettings.all(),
                TlsSettings.all(),
                ResourceSettings.all(types),
                EngineSettings.all(types),
                StorageSettings.all(),
                NodeSettings.all(types),
                LaneSettings.all(types),
                LimitSettings.all(),
                AccessSettings.security(),
                OidcSettings.all(),
                AccessSettings.hub(),
                WebhookSettings.all(),
                TracingSettings.all(),
                BotSettings.all(),
                SpeechSettings.all())
            .flatMap(List::stream)
            .toList();
  }

  /** The settings in the order in which people read them. */
  public List<Setting> all() {
    return all;
  }

  /** The settings by path. */
  public Map<String, Setting> byPath() {
    Map<String, Setting> map = new TreeMap<>();
    all.forEach(setting -> map.put(setting.path(), setting));
    return map;
  }

  /** The conditions over several settings. */
  public List<SettingRule> rules() {
    return SettingRule.all(types);
  }
}
