package dev.aischeduler.jobs.tts.text.kind;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers joined by several points: versions and IP addresses. */
final class Versions extends Kind {
  private static final int LONGEST_COUNTED = 2;
  private static final int LARGEST_BYTE = 255;
  private static final int LONG_BEFORE = 24;

  private static final Pattern VERSION =
      Pattern.compile(
          "(?i)(?:\\b(?:v|ver\\.?|version|release|python|java|node|ubuntu|debian|fedora|android|django"
              + "|php|go|golang|rust|ruby|kernel|linux|cuda|openssl|maven|gradle|postgresql|mysql"
              + "|kubernetes|chrome|firefox)|版本?号?[是为:：]?) ?$");

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Versions(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule("(\\d{1,3}(?:\\.\\d{1,3}){3})(?::(\\d{1,5})|/(\\d{1,2}))?(?!\\d|\\.\\d)", this::ipAddress);
    rule("\\d{1,18}(?:\\.\\d{1,18}){2,9}", m -> version(m.text()));
    rule(
        "\\d{1,4}\\.(?:[1-9]\\d|0\\d)(?![\\d%]|\\.\\d)",
        m -> VERSION.matcher(m.place().before(LONG_BEFORE)).find() ? version(m.text()) : null);
  }

  /** Four numbers of one byte each, unless a version is named. */
  private @Nullable Spoken ipAddress(Match m) {
    boolean bytes =
        Arrays.stream(m.group(1).split("\\.")).allMatch(b -> Integer.parseInt(b) <= LARGEST_BYTE);
    if (!bytes || VERSION.matcher(m.place().before(LONG_BEFORE)).find()) {
      return null;
    }
    return Spoken.of(
        () ->
            joined(m.group(1), english::digits, " dot ")
                + (m.has(2) ? " colon " + english.digits(m.group(2)) : "")
                + (m.has(3) ? " slash " + english.cardinal(m.number(3)) : ""),
        () ->
            joined(m.group(1), mandarin::digits, "点")
                + (m.has(2) ? "冒号" + mandarin.digits(m.group(2)) : "")
                + (m.has(3) ? "斜杠" + mandarin.cardinal(m.number(3)) : ""));
  }

  private Spoken version(String text) {
    return Spoken.of(
        () ->
            joined(
                text,
                part ->
                    digitwise(part) ? english.digits(part) : english.cardinal(Long.parseLong(part)),
                " point "),
        () ->
            joined(
                text,
                part ->
                    digitwise(part)
                        ? mandarin.digits(part)
                        : mandarin.cardinal(Long.parseLong(part)),
                "点"));
  }

  /** Long parts and those that begin with a zero are no numbers that one counts to. */
  private static boolean digitwise(String part) {
    return part.length() > LONGEST_COUNTED || (part.length() > 1 && part.startsWith("0"));
  }

  private static String joined(String text, UnaryOperator<String> part, String point) {
    return Arrays.stream(text.split("\\.")).map(part).collect(Collectors.joining(point));
  }
}
