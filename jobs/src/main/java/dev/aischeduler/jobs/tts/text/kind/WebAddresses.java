package dev.aischeduler.jobs.tts.text.kind;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of the web, of mail and of hosts; read in English everywhere. */
final class WebAddresses extends Kind {
  private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?";

  /** What follows a host: port, path, query, fragment; it does not end in a mark. */
  private static final String REST =
      "(?::\\d{1,5}(?!\\d))?(?:[/?#][\\w.~:/?#@!$&'()*+,;=%-]*[\\w/=#&%~+$-]|/)?";

  private static final Pattern NAMED_HOST = Pattern.compile("[\\w.-]+@[A-Za-z][\\w-]+");
  private static final Pattern NUMBER = Pattern.compile("[\\d.]+[a-z]*");
  private static final Pattern INITIALS =
      Pattern.compile("(?:[A-Za-z]\\.){2,9}[A-Za-z]{1,2}|[A-Z]\\.[A-Za-z]{1,2}");

  private final AddressSpelling spelling;

  WebAddresses(Vocabulary shared) {
    this.spelling = new AddressSpelling(shared);
    String end = "(?![\\w]|-\\w)";
    rule(
        "(?i:(?:https?|s?ftp|wss?|ssh|git|file|smb|nfs|jdbc|redis|s3)://)"
            + "[\\w.~:/?#@!$&'()*+,;=%\\[\\]-]*[\\w/=#&%~+$-]",
        this::said);
    rule("(?i:mailto|tel):[\\w.+&@-]{1,128}\\w", this::said);
    rule(
        "[\\w.+&%-]{1,64}@" + LABEL + "(?:\\." + LABEL + "){0,6}(?:/[\\w./-]*\\w)?" + end,
        this::email);
    rule("(?i:www)\\.[\\w.~-]{1,253}\\w" + REST, this::said);
    rule(
        "(?:"
            + LABEL
            + "\\.){1,6}(?:"
            + new Endings().any("domain")
            + "|(?i:com|org|net|edu|gov))(?!\\.[a-z0-9])"
            + end
            + REST,
        this::host);
    rule("(?:" + LABEL + "\\.){0,6}(?:co|com)\\.[a-z]{2}" + end + REST, this::said);
    rule("(?:" + LABEL + "\\.){1,6}[a-z]{2}(?=[/:]\\w)" + REST, this::said);
    rule("(?i:localhost)" + REST, this::said);
  }

  @Override
  Optional<Found> at(Place place) {
    return AddressStart.at(place) ? super.at(place) : Optional.empty();
  }

  private Spoken said(Match m) {
    return Spoken.inEnglish(() -> spelling.read(m.text()));
  }

  /** With a letter before the sign; {@code 3@5} is none. */
  private @Nullable Spoken email(Match m) {
    String text = m.text();
    boolean hasHost = text.substring(text.indexOf('@')).contains(".");
    boolean named = Character.isLetter(text.charAt(0)) && NAMED_HOST.matcher(text).matches();
    return hasHost || named ? said(m) : null;
  }

  /** Not a number with letters after its point, nor two sentences without a space between. */
  private @Nullable Spoken host(Match m) {
    String text = m.text();
    return NUMBER.matcher(text).matches() || INITIALS.matcher(text).matches() ? null : said(m);
  }
}
