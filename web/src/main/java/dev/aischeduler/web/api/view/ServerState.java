package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.server.JobServerHealth;
import java.util.Locale;

/**
 * How a job server of this node does.
 *
 * @param resource label that it serves
 * @param state {@code working}, {@code waiting_for_database} or {@code failing}
 * @param detail why, or empty
 */
public record ServerState(String resource, String state, String detail) {
  /** The view of a server. */
  public static ServerState of(JobServerHealth health) {
    return new ServerState(
        health.resource(), health.state().name().toLowerCase(Locale.ROOT), health.detail());
  }
}
