package dev.aischeduler.web.api.request;

import dev.aischeduler.web.api.reply.ApiException;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the headers of a request say about its body: it must be JSON in UTF-8 and not packed. */
final class BodyHeaders {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*+;\\s*+(?:(" + TOKEN + ")=(?:(" + TOKEN + ")|\"([^\"\\\\]*+)\"))?+");
  private static final Pattern TYPE = Pattern.compile("\\s*+(" + TOKEN + "/" + TOKEN + ")");

  /** RFC 9512, and what was sent before it. */
  private static final Set<String> YAML =
      Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

  private static final Set<String> UTF8 = Set.of("utf-8", "utf8");
  private static final int LONGEST_SHOWN = 100;

  private BodyHeaders() {}

  /**
   * Lets a request with JSON pass.
   *
   * @throws ApiException 415 naming the header: another media type or charset, a packed body
   */
  static void requireJson(Context ctx) {
    String type = contentType(ctx);
    if (!isInUtf8(type, name -> name.equals("application/json") || name.endsWith("+json"))) {
      throw ApiException.of(
              415, "unsupported-media-type", "the content type '" + shown(type) + "' is not taken")
          .field("Content-Type")
          .remedy("send Content-Type: application/json in UTF-8");
    }
    requireUnpacked(ctx);
  }

  /** Whether the body says that it is YAML in UTF-8. */
  static boolean isYaml(Context ctx) {
    return isInUtf8(contentType(ctx), name -> YAML.contains(name) || name.endsWith("+yaml"));
  }

  /**
   * Lets a body pass that is as it is.
   *
   * @throws ApiException 415 for a packed one
   */
  static void requireUnpacked(Context ctx) {
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

  private static String contentType(Context ctx) {
    return String.join(", ", all(ctx, "Content-Type"));
  }

  private static List<String> all(Context ctx, String header) {
    return Collections.list(ctx.req().getHeaders(header)).stream().distinct().toList();
  }

  private static boolean isInUtf8(String header, Predicate<String> wanted) {
    Matcher type = TYPE.matcher(header);
    if (!type.lookingAt()) {
      return false;
    }
    String name = type.group(1).toLowerCase(Locale.ROOT);
    boolean right = wanted.test(name);
    int end = type.end();
    Matcher parameter = PARAMETER.matcher(header);
    while (right && parameter.find(end) && parameter.start() == end) {
      if ("charset".equalsIgnoreCase(parameter.group(1))) {
        String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
        right = UTF8.contains(value.toLowerCase(Locale.ROOT));
      }
      end = parameter.end();
    }
    return right && header.substring(end).isBlank();
  }

  private static String shown(String value) {
    String start = value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
