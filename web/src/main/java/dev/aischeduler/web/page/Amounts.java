package dev.aischeduler.web.page;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes figures for people, in one language. Thread-safe. */
public final class Amounts {
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};
  private final Texts t;

  Amounts(Texts t) {
    this.t = t;
  }

  /** A whole number with groups of digits, for example {@code 1,284}. */
  public String count(long number) {
    return NumberFormat.getIntegerInstance(t.language().locale()).format(number);
  }

  /** A number with at most this many digits after the point. */
  public String number(double number, int digits) {
    NumberFormat format = NumberFormat.getNumberInstance(t.language().locale());
    format.setMaximumFractionDigits(digits);
    return format.format(number);
  }

  /** A share of 1 as percent, for example {@code 70.2 %}. */
  public String percent(double share) {
    return number(100 * share, 1) + " %";
  }

  /** Bytes, for example {@code 1.5 GiB}. */
  public String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < BINARY.length - 1) {
      value /= 1024;
      unit++;
    }
    return number(value, value < 10 && unit > 0 ? 1 : 0) + " " + BINARY[unit];
  }

  /** A length of time in its two greatest units, for example {@code 3 min 4 s}. */
  public String duration(Duration duration) {
    long ms = Math.max(0, duration.toMillis());
    if (ms < 1000) {
      return t.of("unit.ms", ms);
    }
    if (ms < 10_000) {
      return t.of("unit.s", number(ms / 1000.0, 1));
    }
    long s = ms / 1000;
    if (s < 60) {
      return t.of("unit.s", s);
    }
    if (s < 3600) {
      return two("unit.min", s / 60, "unit.s", s % 60);
    }
    if (s < 86_400) {
      return two("unit.h", s / 3600, "unit.min", s / 60 % 60);
    }
    return two("unit.d", s / 86_400, "unit.h", s / 3600 % 24);
  }

  /** The time between two moments; a dash when it did not begin or has not ended. */
  public String took(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? "–" : duration(Duration.between(from, to));
  }

  /** Seconds as a length of time. */
  public String seconds(double seconds) {
    return duration(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private String two(String first, long many, String second, long few) {
    return few == 0 ? t.of(first, many) : t.of(first, many) + " " + t.of(second, few);
  }

  /** A fraction for attributes such as {@code value} and {@code width}: with a point, always. */
  public String attribute(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }
}
