package dev.aischeduler.engine.bulkrun.manifest;

import dev.aischeduler.config.Settings;

/**
 * How much a manifest may hold.
 *
 * @param maxBytes unpacked
 * @param maxRows without the header
 */
public record ManifestLimits(long maxBytes, int maxRows) {
  /** Those of the settings. */
  public static ManifestLimits of(Settings.Bulk settings) {
    return new ManifestLimits(settings.maxManifestBytes(), settings.maxRows());
  }
}
