package dev.aischeduler.web.api.request;

import dev.aischeduler.config.Suggestion;
import dev.aischeduler.web.api.reply.ApiException;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads query parameters strictly: unknown names and repeated single values are refused. */
public final class QueryParams {
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
  private final Map<String, List<String>> values = new HashMap<>();

  /**
   * The parameters of a request.
   *
   * @throws ApiException 400 when one has an unknown name
   */
  public QueryParams(Context ctx, Set<String> known) {
    this(ctx, Map.of(), known);
  }

  /**
   * The parameters of a request, with fields of its body that mean the same.
   *
   * @throws ApiException 400 when one has an unknown name
   */
  public QueryParams(Context ctx, Map<String, String> fields, Set<String> known) {
    String query = ctx.queryString();
    if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
      throw ApiException.invalid("query", "holds a '%' that is no escape such as %20");
    }
    if (query != null && !isUtf8(query)) {
      throw ApiException.invalid("query", "is not UTF-8").remedy("escape the bytes of UTF-8");
    }
    ctx.queryParamMap().forEach((name, all) -> values.put(name, new ArrayList<>(all)));
    fields.forEach(
        (name, value) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        String what = fields.containsKey(name) ? "unknown field" : "unknown query parameter";
        throw ApiException.invalid(name, what + Suggestion.phrase(name, known))
            .remedy("allowed: " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  /** Whoever decodes a query puts U+FFFD for bytes that are no UTF-8, which is another name. */
  private static boolean isUtf8(String query) {
    ByteBuffer bytes = ByteBuffer.allocate(query.length());
    for (int i = 0; i < query.length(); i++) {
      boolean escape = query.charAt(i) == '%';
      bytes.put((byte) (escape ? HexFormat.fromHexDigits(query, i + 1, i + 3) : 'x'));
      i += escape ? 2 : 0;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Every value of a parameter, also when several stand in one, parted by commas. */
  public List<String> all(String name) {
    refuseControl(name);
    return given(name).stream().flatMap(value -> List.of(value.split(",", -1)).stream()).toList();
  }

  /** The value of a parameter that may be given once. */
  public Optional<String> one(String name) {
    List<String> all = given(name);
    if (all.size() > 1) {
      throw ApiException.invalid(name, "is given " + all.size() + " times").remedy("keep one");
    }
    refuseControl(name);
    return all.stream().findFirst();
  }

  private List<String> given(String name) {
    return values.getOrDefault(name, List.of());
  }

  private void refuseControl(String name) {
    given(name).forEach(value -> FilterValues.name(name, value));
  }

  /** A whole number within bounds, or the default. */
  public int number(String name, int min, int max, int otherwise) {
    Optional<String> value = one(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.get().matches("\\d{1,9}")) {
      int number = Integer.parseInt(value.get());
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw ApiException.invalid(name, "must be a whole number from " + min + " to " + max);
  }
}
