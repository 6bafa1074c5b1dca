package dev.aischeduler.config.loading;

import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.table.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The objects that settings are nested in, and the keys that each may hold. */
final class SettingGroups {
  private final Map<String, SortedSet<String>> keys = new TreeMap<>();
  private final List<String> paths = new ArrayList<>();

  /** The groups of these settings. */
  SettingGroups(List<Setting> settings) {
    for (Setting setting : settings) {
      paths.add(setting.path());
      String child = setting.path();
      while (!child.isEmpty()) {
        String parent = child.contains(".") ? child.substring(0, child.lastIndexOf('.')) : "";
        keys.computeIfAbsent(parent, p -> new TreeSet<>()).add(lastName(child));
        child = parent;
      }
    }
  }

  /** Whether an object stands at this path; the empty path is the document. */
  boolean contains(String path) {
    return keys.containsKey(path);
  }

  /** The keys of a group, separated by commas. */
  String allowed(String group) {
    return String.join(", ", keys.getOrDefault(group, new TreeSet<>()));
  }

  /** Why a key is refused, and what was probably meant. */
  String unknownKey(String group, String name) {
    String elsewhere =
        paths.stream()
            .filter(path -> lastName(path).equals(name))
            .findFirst()
            .map(path -> "; did you mean \"" + path + "\"?")
            .orElse("");
    String near = Suggestion.phrase(name, keys.getOrDefault(group, new TreeSet<>()));
    return "unknown key"
        + (near.isEmpty() ? elsewhere : near)
        + "; allowed here: "
        + allowed(group);
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
