package dev.aischeduler.web.api.request;

import dev.aischeduler.web.api.reply.ApiException;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the headers of a request say about its body: it must be JSON in UTF-8 and not packed. */
final class JsonHeaders {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*+;\\s*+(?:(" + TOKEN + ")=(?:(" + TOKEN + ")|\"([^\"\\\\]*+)\"))?+");
  private static final Pattern TYPE = Pattern.compile("\\s*+(" + TOKEN + "/" + TOKEN + ")");
  private static final Set<String> UTF8 = Set.of("utf-8", "utf8");
  private static final int LONGEST_SHOWN = 100;

  private JsonHeaders() {}

  /**
   * Lets a request with JSON pass.
   *
   * @throws ApiException 415 naming the header: another media type or charset, a packed body
   */
  static void require(Context ctx) {
    String type = String.join(", ", all(ctx, "Content-Type"));
    if (!isJsonInUtf8(type)) {
      throw ApiException.of(
              415, "unsupported-media-type", "the content type '" + shown(type) + "' is not taken")
          .field("Content-Type")
          .remedy("send Content-Type: application/json in UTF-8");
    }
    boolean packed =
        all(ctx, "Content-Encoding").stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .map(String::strip)
            .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
    if (packed) {
      ctx.header("Accept-Encoding", "identity");
      throw ApiException.of(415, "unsupported-media-type", "packed bodies are not taken")
          .field("Content-Encoding")
          .remedy("send the body as it is, without Content-Encoding");
    }
  }

  private static List<String> all(Context ctx, String header) {
    return Collections.list(ctx.req().getHeaders(header)).stream().distinct().toList();
  }

  private static boolean isJsonInUtf8(String header) {
    Matcher type = TYPE.matcher(header);
    if (!type.lookingAt()) {
      return false;
    }
    String name = type.group(1).toLowerCase(Locale.ROOT);
    boolean json = name.equals("application/json") || name.endsWith("+json");
    int end = type.end();
    Matcher parameter = PARAMETER.matcher(header);
    while (json && parameter.find(end) && parameter.start() == end) {
      if ("charset".equalsIgnoreCase(parameter.group(1))) {
        String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
        json = UTF8.contains(value.toLowerCase(Locale.ROOT));
      }
      end = parameter.end();
    }
    return json && header.substring(end).isBlank();
  }

  private static String shown(String value) {
    String start = value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
