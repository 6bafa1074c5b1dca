package dev.aischeduler.web.api.http;

/**
 * How the body of a request is taken.
 *
 * @param maxBytes largest that is taken
 * @param toDisk whether what does not fit the first 64 KiB waits in a file, not in memory
 */
public record BodyBounds(long maxBytes, boolean toDisk) {
  /** A body that is held in memory. */
  public static BodyBounds inMemory(long maxBytes) {
    return new BodyBounds(maxBytes, false);
  }
}
