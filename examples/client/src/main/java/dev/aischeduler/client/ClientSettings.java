package dev.aischeduler.client;

import java.net.URI;
import java.time.Duration;

/**
 * How a client calls its server.
 *
 * @param base address, without a slash at its end
 * @param apiKey empty for none
 * @param requestTimeout longest silence of a connection
 * @param totalTimeout longest call, with its repetitions and waits
 */
record ClientSettings(
    URI base, String apiKey, Duration requestTimeout, Duration totalTimeout, RetryPolicy retries) {

  /** An address below the base. */
  URI at(String path) {
    return URI.create(base + path);
  }

  /** The key is a secret. */
  @Override
  public String toString() {
    return "ClientSettings[" + base + "]";
  }
}
