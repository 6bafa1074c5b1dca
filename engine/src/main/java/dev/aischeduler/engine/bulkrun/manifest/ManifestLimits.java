package dev.aischeduler.engine.bulkrun.manifest;

/**
 * How much a manifest may hold.
 *
 * @param maxBytes unpacked
 * @param maxRows without the header
 */
public record ManifestLimits(long maxBytes, int maxRows) {
  /** The usual limits: 4 GiB, ten million rows. */
  public static ManifestLimits usual() {
    return new ManifestLimits(4L << 30, 10_000_000);
  }
}
