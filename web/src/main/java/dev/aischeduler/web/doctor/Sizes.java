package dev.aischeduler.web.doctor;

import java.util.Locale;

/** Formats numbers of bytes for people. */
final class Sizes {
  private static final double GIB = 1L << 30;
  private static final double MIB = 1L << 20;

  private Sizes() {}

  /** In MiB or GiB with one decimal, for example {@code 23.5 GiB} or {@code 8.1 MiB}. */
  static String of(long bytes) {
    return bytes < GIB
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / MIB)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }
}
