package dev.aischeduler.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Collects the query of an address. For one thread. */
final class Query {
  private final StringBuilder text = new StringBuilder();

  /** Adds a parameter, unless its value is null. */
  Query add(String name, @Nullable Object value) {
    if (value != null) {
      text.append(text.isEmpty() ? '?' : '&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Adds a parameter for each value. */
  Query addAll(String name, Iterable<?> values) {
    values.forEach(value -> add(name, value));
    return this;
  }

  /** A part of a path. */
  static String segment(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
