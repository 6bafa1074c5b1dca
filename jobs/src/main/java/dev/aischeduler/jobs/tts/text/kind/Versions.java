package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Arrays;
import java.util.Locale;
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
    rule(
        "(?=[0-9A-Fa-f:]{0,39}::|(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f])"
            + "(?:[0-9A-Fa-f]{1,4}|:)(?::[0-9A-Fa-f]{0,4}){1,8}(?![0-9A-Za-z:])",
        this::longAddress);
    rule(
        "[0-9A-Fa-f]{2}([:-])[0-9A-Fa-f]{2}(?:\\1[0-9A-Fa-f]{2}){4}(?![0-9A-Za-z]|[:-]\\w)",
        this::longAddress);
    rule(
        "(\\d{1,18}(?:\\.\\d{1,18}){1,9})-(alpha|beta|rc|RC|pre|dev|SNAPSHOT|snapshot)"
            + "(?:[.-]?(\\d{1,4}))?(?![A-Za-z0-9]|\\.\\d)",
        this::unfinished);
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

  /** An address of a network in figures and letters: {@code 2001:db8::1}. */
  private @Nullable Spoken longAddress(Match m) {
    if (!m.text().matches("(?s).*[0-9A-Fa-f].*") || m.place().followsWord()) {
      return null;
    }
    return Spoken.inEnglish(
        () ->
            m.text()
                .chars()
                .mapToObj(
                    c ->
                        c == ':'
                            ? "colon"
                            : c == '-'
                                ? "dash"
                                : Character.isDigit(c)
                                    ? english.digits(Character.toString(c))
                                    : EnglishWords.letters(Character.toString(c)))
                .collect(Collectors.joining(" ")));
  }

  /** {@code 2.5.1-rc.2}. */
  private Spoken unfinished(Match m) {
    String stage = m.group(2).equalsIgnoreCase("rc") ? "r c" : m.group(2).toLowerCase(Locale.ROOT);
    return Spoken.inEnglish(
        () ->
            englishVersion(m.group(1))
                + " "
                + stage
                + (m.has(3) ? " " + english.cardinal(m.number(3)) : ""));
  }

  private String englishVersion(String text) {
    return joined(
        text,
        part -> digitwise(part) ? english.digits(part) : english.cardinal(Long.parseLong(part)),
        " point ");
  }

  private Spoken version(String text) {
    return Spoken.of(
        () -> englishVersion(text),
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
