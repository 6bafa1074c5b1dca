package dev.aischeduler.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses of pages, and of what they call. */
public final class Addresses {
  private Addresses() {}

  /** A text as one segment of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * An address with parameters.
   *
   * @param parameters names and values in turn; those that are null are left out
   */
  public static String of(String path, @Nullable Object... parameters) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < parameters.length; i += 2) {
      Object value = parameters[i + 1];
      if (value != null) {
        parts.add(
            parameters[i] + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
      }
    }
    return parts.isEmpty() ? path : path + "?" + String.join("&", parts);
  }
}
