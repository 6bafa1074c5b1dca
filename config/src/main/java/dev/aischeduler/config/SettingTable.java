package dev.aischeduler.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every setting: its path, default, allowed values and meaning, in the order of {@code
 * config.json}. Defaults, checks, variable names, {@code config show} and the reference in {@code
 * docs/configuration.md} all come from here. Each group of settings stands in a file of its own.
 */
final class SettingTable {
  /** The settings in the order in which people read them. */
  static final List<Setting> ALL =
      Stream.of(
              ServerSettings.all(),
              ResourceSettings.all(),
              EngineSettings.all(),
              StorageSettings.all(),
              NodeSettings.all(),
              LaneSettings.all(),
              LimitSettings.all(),
              AccessSettings.all())
          .flatMap(List::stream)
          .toList();

  private SettingTable() {}

  /** The settings by path. */
  static Map<String, Setting> byPath() {
    Map<String, Setting> map = new TreeMap<>();
    ALL.forEach(setting -> map.put(setting.path(), setting));
    return map;
  }
}
