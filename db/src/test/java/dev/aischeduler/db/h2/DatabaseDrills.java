package dev.aischeduler.db.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Size and report of the database's drills, short unless {@code -Ddrills=full}. */
public final class DatabaseDrills {
  private static final Path REPORT = Path.of("target", "drills.txt");
  private static final boolean FULL = "full".equals(System.getProperty("drills"));

  private DatabaseDrills() {}

  /** The one size or the other. */
  public static int size(int small, int large) {
    return FULL ? large : small;
  }

  /** Adds a line to the report, which {@code make drills} prints at its end. */
  public static void report(String line, Object... arguments) throws IOException {
    String text = (FULL ? "" : "(short) ") + String.format(Locale.ROOT, line, arguments) + "\n";
    System.out.print("DRILL " + text);
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
