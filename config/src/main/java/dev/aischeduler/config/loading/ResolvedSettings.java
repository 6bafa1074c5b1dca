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
    Settings settings, List<ResolvedSetting> values, List<String> warnings) {}
