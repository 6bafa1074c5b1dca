package dev.aischeduler.web.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Size and report of the drills: short with the other tests, full with {@code -Ddrills=full}. */
public final class Drills {
  private static final Path REPORT = Path.of("target", "drills.txt");

  private Drills() {}

  /** True when the drills have the size that docs/VALIDATION.md tells of. */
  public static boolean full() {
    return "full".equals(System.getProperty("drills"));
  }

  /** The size of a drill. */
  public static int size(int small, int large) {
    return full() ? large : small;
  }

  /** Adds a line to the report, which {@code make drills} prints at its end. */
  public static void report(String line, Object... arguments) throws IOException {
    String text = (full() ? "" : "(short) ") + String.format(Locale.ROOT, line, arguments) + "\n";
    System.out.print("DRILL " + text);
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
