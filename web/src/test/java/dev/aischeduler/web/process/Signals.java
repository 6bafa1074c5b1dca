package dev.aischeduler.web.process;

import java.io.IOException;

/** Signals to processes. */
final class Signals {
  private Signals() {}

  /**
   * Sends a signal.
   *
   * @param name for example {@code STOP}
   */
  static void send(long pid, String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("process " + pid + " does not take signal " + name);
    }
  }
}
