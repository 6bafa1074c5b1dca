package dev.aischeduler.web.api.reply;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts addresses together: of pages, and of what pages and commands call. */
public final class Addresses {
  private Addresses() {}

  /** A text as one segment of a path. */
  public static String segment(String text) {
    return encoded(text).replace("+", "%20");
  }

  /**
   * An address with parameters.
   *
   * @param parameters names and values in turn; those that are null are left out, a name may come
   *     again
   */
  public static String of(String path, @Nullable Object... parameters) {
    List<String> query = new ArrayList<>();
    for (int i = 0; i < parameters.length; i += 2) {
      Object value = parameters[i + 1];
      if (value != null) {
        query.add(parameters[i] + "=" + encoded(value.toString()));
      }
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  /** An address with parameters, in their order. */
  public static String of(String path, Map<String, String> parameters) {
    List<Object> pairs = new ArrayList<>();
    parameters.forEach((name, value) -> pairs.addAll(List.of(name, value)));
    return of(path, pairs.toArray());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
