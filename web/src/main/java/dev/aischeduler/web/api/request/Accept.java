package dev.aischeduler.web.api.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header Accept (RFC 9110, 12.5.1): the media types that a caller takes, and how gladly.
 *
 * @param ranges in the order of the header
 */
public record Accept(List<Range> ranges) {
  private static final Pattern QUALITY =
      Pattern.compile("(?i)\\s*q\\s*=\\s*(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)\\s*");

  /**
   * One media range.
   *
   * @param type such as {@code audio/wav}, {@code audio/*} or <code>*&#47;*</code>, in lower case
   * @param quality 0 (never) to 1
   */
  record Range(String type, double quality) {
    private boolean covers(String mediaType) {
      return type.equals("*/*")
          || type.equals(mediaType)
          || (type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1)));
    }

    private int specificity() {
      return type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
    }
  }

  /** Reads the header; a weight that is not well-formed counts as 1. */
  public static Accept of(@Nullable String header) {
    List<Range> ranges = new ArrayList<>();
    for (String part : (header == null ? "" : header).split(",", -1)) {
      String[] parameters = part.split(";", -1);
      double quality = 1;
      for (int i = 1; i < parameters.length; i++) {
        Matcher given = QUALITY.matcher(parameters[i]);
        quality = given.matches() ? Double.parseDouble(given.group(1)) : quality;
      }
      String type = parameters[0].strip().toLowerCase(Locale.ROOT);
      if (!type.isEmpty()) {
        ranges.add(new Range(type, quality));
      }
    }
    return new Accept(List.copyOf(ranges));
  }

  /**
   * How gladly a media type is taken, 0 to 1: what the most specific range says; 0 if none does.
   */
  double quality(String mediaType) {
    double quality = 0;
    int best = -1;
    for (Range range : ranges) {
      if (range.covers(mediaType) && range.specificity() > best) {
        best = range.specificity();
        quality = range.quality();
      }
    }
    return quality;
  }

  /**
   * True when a media type is asked for by its name or family, and no less gladly than another,
   * which is the usual answer.
   */
  public boolean prefers(String mediaType, String usual) {
    boolean named =
        ranges.stream().anyMatch(range -> range.specificity() > 0 && range.covers(mediaType));
    double quality = quality(mediaType);
    return named && quality > 0 && quality >= quality(usual);
  }
}
