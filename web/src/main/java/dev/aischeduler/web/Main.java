package dev.aischeduler.web;

import dev.aischeduler.web.cli.AiScheduler;

/** Where the process starts. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    System.exit(AiScheduler.run(args));
  }
}
