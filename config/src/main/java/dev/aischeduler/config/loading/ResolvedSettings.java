package dev.aischeduler.config.loading;

import dev.aischeduler.config.Settings;
import java.util.List;

/**
 * Checked settings and where each came from.
 *
 * @param settings what the product uses
 * @param values every setting in the order of the reference, safe to show
 * @param warnings problems that do not prevent a start, for example an unknown variable
 */
public record ResolvedSettings(
    Settings settings, List<ResolvedSetting> values, List<String> warnings) {

  /**
   * A problem with part of a setting's value, such as one entry of {@code lexicon}, at the place
   * that the setting came from.
   *
   * @param path the setting, perhaps with the name of the part behind it
   */
  public SettingProblem problem(String path, String message) {
    String origin =
        values.stream()
            .filter(v -> path.equals(v.path()) || path.startsWith(v.path() + "."))
            .map(ResolvedSetting::origin)
            .findFirst()
            .orElse("unknown");
    return new SettingProblem(path, origin, message);
  }
}
