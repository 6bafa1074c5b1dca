package dev.aischeduler.web.api.http;

import java.time.Duration;

/**
 * What clients may take of a server.
 *
 * @param workers threads that run handlers
 * @param queuedRequests new requests that may wait for a worker
 * @param slowReader how long a client may leave a write waiting before it loses its connection
 * @param bodies bounds on what clients send
 */
public record ClientLimits(
    int workers, int queuedRequests, Duration slowReader, BodyLimits bodies) {
  private static final int WORKERS = 64;
  private static final int QUEUED_REQUESTS = 4096;
  private static final Duration SLOW_READER = Duration.ofSeconds(30);

  /** The usual limits. */
  public static ClientLimits of(long maxBodyBytesInFlight) {
    return new ClientLimits(
        WORKERS, QUEUED_REQUESTS, SLOW_READER, BodyLimits.of(maxBodyBytesInFlight));
  }
}
