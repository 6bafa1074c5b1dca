package dev.aischeduler.bench.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A matter of taste in which two readings of the same value differ, as a rewriting that is applied
 * to both before they are compared. {@code docs/text.md} tells the reason of each by its name.
 *
 * @param name as in {@code docs/text.md}
 * @param pattern in the plain form of a reading (see {@link Reading})
 * @param replacement what stands for both tastes
 */
public record Convention(String name, Pattern pattern, String replacement) {
  private static final String TABLE = "conventions.tsv";

  /** All conventions, in the order in which they are applied. */
  public static List<Convention> all() {
    try (InputStream in = Convention.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is missing from the jar");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("//"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Convention(cells[0], Pattern.compile(cells[1]), cells[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TABLE, e);
    }
  }

  /** A reading with this taste taken out. */
  String apply(String reading) {
    return pattern.matcher(reading).replaceAll(replacement);
  }
}
