package dev.aischeduler.web;

import dev.aischeduler.web.cli.AiScheduler;
import java.util.Locale;
import java.util.TimeZone;

/** Where the process starts. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    setNeutralDefaults();
    System.exit(AiScheduler.run(args));
  }

  /**
   * Gives libraries a language and a time zone that do not depend on the machine: the product's own
   * code never asks for either. The PostgreSQL driver names the zone to the server, which refuses
   * the connection when its list of zones lacks it.
   */
  public static void setNeutralDefaults() {
    Locale.setDefault(Locale.ROOT);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }
}
