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
    int code = AiScheduler.run(args);
    endHttpClients();
    System.exit(code);
  }

  /**
   * Ends the threads of Java's HTTP clients, which cannot be closed before Java 21: at its exit
   * Java waits 0.3 s for those that are in native code, which is a third of a short command.
   */
  private static void endHttpClients() {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().endsWith("-SelectorManager"))
        .forEach(Thread::interrupt);
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
