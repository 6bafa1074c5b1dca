package dev.aischeduler.web.api.request;

import org.jspecify.annotations.Nullable;

/**
 * The sounds or pictures that a caller prefers to the JSON answer, from the header Accept.
 *
 * @param accept the header
 */
public record WantedMedia(Accept accept) {
  private static final String JSON = "application/json";

  /** Reads the header. */
  public static WantedMedia of(@Nullable String accept) {
    return new WantedMedia(Accept.of(accept));
  }

  /** True when some sound or picture is preferred. */
  public boolean any() {
    return accept.ranges().stream()
        .map(Accept.Range::type)
        .anyMatch(type -> isMedia(type) && accept.prefers(type, JSON));
  }

  /** True when an artifact of this media type is preferred. */
  public boolean takes(String mediaType) {
    return isMedia(mediaType) && accept.prefers(mediaType, JSON);
  }

  private static boolean isMedia(String type) {
    return type.startsWith("audio/") || type.startsWith("image/");
  }
}
