package dev.aischeduler.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The web sites whose pages may call the API from a browser. Immutable.
 *
 * @param any every site
 * @param origins as browsers write them: in lower case, without a scheme's own port
 */
public record CorsOrigins(boolean any, Set<String> origins) {
  private static final String ANY = "*";
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>https?)://(?<host>[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}])"
              + "(?::(?<port>[0-9]{1,5}))?");

  /**
   * The sites of a list.
   *
   * @param text origins between commas, or {@code *}; may be empty
   * @throws IllegalArgumentException when one of them is no origin
   */
  public static CorsOrigins list(String text) {
    List<String> parts =
        Arrays.stream(text.split(",")).map(String::strip).filter(p -> !p.isEmpty()).toList();
    if (parts.equals(List.of(ANY))) {
      return new CorsOrigins(true, Set.of());
    }
    return new CorsOrigins(
        false, parts.stream().map(CorsOrigins::origin).collect(Collectors.toUnmodifiableSet()));
  }

  private static String origin(String part) {
    Matcher match = FORM.matcher(part.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw new IllegalArgumentException(part);
    }
    String site = match.group("scheme") + "://" + match.group("host");
    String port = match.group("port");
    if (port == null) {
      return site;
    }
    int number = Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException(part);
    }
    boolean usual = number == (match.group("scheme").equals("https") ? 443 : 80);
    return usual ? site : site + ":" + number;
  }

  /** True for no site at all. */
  public boolean isEmpty() {
    return !any && origins.isEmpty();
  }
}
