package dev.aischeduler.db.access;

import java.time.Instant;

/**
 * One row of table {@code link_key}: what links to artifacts are signed with.
 *
 * @param version 1 for the first, one more for each that takes its place
 * @param secret never shown
 */
public record LinkKey(int version, String secret, Instant createdAt) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "link key " + version;
  }
}
