package dev.aischeduler.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The logs of the engines under measurement. */
final class PeerLogs {
  /**
   * They advise on every new scheduler, and complain when a database is closed right after the last
   * job.
   */
  private static final List<String> TALKATIVE = List.of("org.jobrunr", "com.github.kagkarlsson");

  private PeerLogs() {}

  /** Switches off what would drown the figures. */
  static void quieten() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      TALKATIVE.forEach(name -> logs.getLogger(name).setLevel(Level.OFF));
    }
  }
}
