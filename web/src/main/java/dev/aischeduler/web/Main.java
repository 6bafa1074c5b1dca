package dev.aischeduler.web;

import dev.aischeduler.web.cli.AiScheduler;
import java.util.Locale;

/** Where the process starts. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    // JobRunr compares column names in the default locale, in which Turkish finds none with an i
    Locale.setDefault(Locale.ROOT);
    System.exit(AiScheduler.run(args));
  }
}
