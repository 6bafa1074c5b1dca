package dev.aischeduler.web.api;

import org.jspecify.annotations.Nullable;

/**
 * The sounds or pictures that a caller prefers to the JSON answer, from the header Accept.
 *
 * @param accept the header
 */
record WantedMedia(Accept accept) {
  private static final String JSON = "application/json";

  /** Reads the header. */
  static WantedMedia of(@Nullable String accept) {
    return new WantedMedia(Accept.of(accept));
  }

  /** True when some sound or picture is preferred. */
  boolean any() {
    return accept.ranges().stream()
        .map(Accept.Range::type)
        .anyMatch(type -> isMedia(type) && accept.prefers(type, JSON));
  }

  /** True when an artifact of this media type is preferred. */
  boolean takes(String mediaType) {
    return isMedia(mediaType) && accept.prefers(mediaType, JSON);
  }

  private static boolean isMedia(String type) {
    return type.startsWith("audio/") || type.startsWith("image/");
  }
}
