package dev.aischeduler.web.doctor;

import java.util.Locale;

/** Bytes, as people read them. */
final class Sizes {
  private static final double GIB = 1L << 30;

  private Sizes() {}

  /** For example {@code 23.5 GiB}. */
  static String of(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }
}
