package dev.aischeduler.web.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The sounds or pictures that a caller prefers to the JSON answer, from the header Accept.
 *
 * @param types media types such as {@code audio/wav} or {@code image/*}; empty for none
 */
record WantedMedia(List<String> types) {

  /** Reads the header; everything but sounds and pictures is left out. */
  static WantedMedia of(@Nullable String accept) {
    if (accept == null) {
      return new WantedMedia(List.of());
    }
    return new WantedMedia(
        Arrays.stream(accept.split(",", -1))
            .map(part -> part.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .filter(part -> part.startsWith("audio/") || part.startsWith("image/"))
            .toList());
  }

  /** True when bytes are wanted. */
  boolean any() {
    return !types.isEmpty();
  }

  /** True when an artifact of this media type is wanted. */
  boolean takes(String mediaType) {
    String family = mediaType.substring(0, mediaType.indexOf('/') + 1);
    return types.contains(mediaType) || types.contains(family + "*");
  }
}
