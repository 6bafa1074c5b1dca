package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Web and e-mail addresses, paths and names of files; read in English everywhere. */
final class Electronic extends Kind {
  private static final Pattern PART =
      Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Za-z]+|\\d|[^A-Za-z\\d]");
  private static final Pattern VOWEL = Pattern.compile("(?i)[aeiouy]");

  private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?";

  /** What follows a host: port, path, query, fragment; it does not end in a mark. */
  private static final String REST =
      "(?::\\d{1,5}(?!\\d))?(?:[/?#][\\w.~:/?#@!$&'()*+,;=%-]*[\\w/=#&%~+$-]|/)?";

  /** Ends of names that are no English words, so that a missing space makes no address. */
  private static final String TOP =
      "(?:com|org|net|edu|gov|mil|int|info|biz|name|dev|app|io|ai|xyz|site|online|tech|shop|blog"
          + "|cloud|top|club|news|a[cdefglmoqruwz]|b[abdfghijnorstvwz]|c[acdfghiklmnoruvwxyz]"
          + "|d[ejkz]|e[cegrstu]|f[ijkmor]|g[adefghilmnpqrstuwy]|h[kmnrtu]|i[delmqr]|j[emop]"
          + "|k[eghimnprwyz]|l[abcikrstuvy]|m[acdghklmnopqrstuvwxz]|n[acefgilpruz]|om"
          + "|p[aefghklmnrstwy]|qa|r[eosuw]|s[abcdeghijklmnrtvxyz]|t[cdfghjklmnrtvwz]|u[agkyz]"
          + "|v[aceginu]|w[fs]|y[et]|z[amw])";

  private static final String FILE =
      "(?:pdf|docx?|xlsx?|pptx?|txt|md|csv|tsv|json|xml|ya?ml|toml|ini|cfg|conf|log|html?|css|js|jsx"
          + "|ts|tsx|py|java|jar|class|c|h|cc|cpp|hpp|cs|go|rs|rb|php|sh|bat|exe|dll|so|zip|tar|gz"
          + "|tgz|rar|7z|png|jpe?g|gif|svg|bmp|webp|mp3|mp4|wav|flac|ogg|avi|mov|mkv|sql|db|bin|iso"
          + "|dmg|apk|ipynb|onnx|pt|bak|tmp|lock|properties|gradle|vtt|srt)";

  /** Usual names of files whose ending is a common word too. */
  private static final String PROGRAM =
      "(?:main|server|client|app|index|test|utils?|handler|router|config|models?|types)";

  private static final int LONGEST_LABEL = 64;

  private final Vocabulary shared;

  Electronic(Vocabulary shared) {
    this.shared = shared;
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
            + TOP
            + "|(?i:com|org|net|edu|gov))(?!\\.[a-z0-9])"
            + end
            + REST,
        this::host);
    rule("(?:" + LABEL + "\\.){0,6}(?:co|com)\\.[a-z]{2}" + end + REST, this::said);
    rule("(?:" + LABEL + "\\.){1,6}[a-z]{2}(?=[/:]\\w)" + REST, this::said);
    rule("(?i:localhost)" + REST, this::said);
    rule(
        "[A-Za-z]:(?:\\\\{1,2}[\\w.~$&()+@-]+(?: [\\w.~$&()+@-]+(?=\\\\))?){1,20}\\\\?",
        this::said);
    rule("[A-Za-z]:\\\\(?!\\w)", this::said);
    rule("\\\\\\\\\\w[\\w.-]{0,63}(?:\\\\[\\w.$-]{1,128}){1,20}", this::said);
    rule(
        "(?<![\\w)\\]\\p{IsHan}/.])(?:~|\\.{1,2})?/[A-Za-z.][\\w.@+-]{0,127}(?:/[\\w.@+-]{1,128}){0,20}/?"
            + "(?<![.,])(?![\\w])",
        this::said);
    rule(
        "(?:[\\w.-]{1,64}/){1,12}[\\w-]{1,64}(?:\\.[\\w-]{1,32}){0,4}\\." + FILE + end, this::said);
    rule(
        "[\\w-]{1,64}(?:\\.[\\w-]{1,32}){0,4}\\.(?i:" + FILE + ")(?![\\w(]|-\\w|\\.\\w)",
        this::file);
    rule("(?<![\\w.])\\.(?:gitignore|env|bashrc|zshrc|profile|dockerignore)" + end, this::said);
  }

  /** What starts here; long plain words, digits and lines are passed by without trying a rule. */
  @Override
  Optional<Found> at(Place place) {
    return mayStart(place) ? super.at(place) : Optional.empty();
  }

  /**
   * Whether an address may start here: a sign of one after at most {@link #LONGEST_LABEL}
   * characters, no letter or digit before.
   */
  private static boolean mayStart(Place place) {
    String text = place.text();
    char first = place.first();
    if (first == '~' || first == '/' || first == '\\' || first == '.') {
      return true;
    }
    if (!isLabel(first) || (place.start() > 0 && isWord(text.charAt(place.start() - 1)))) {
      return false;
    }
    int end = Math.min(text.length(), place.start() + LONGEST_LABEL + 1);
    int i = place.start();
    while (i < end && isLabel(text.charAt(i))) {
      i++;
    }
    return i < end
        ? ".@/\\:".indexOf(text.charAt(i)) >= 0
        : i == text.length() && text.regionMatches(true, place.start(), "localhost", 0, 9);
  }

  private static boolean isWord(char c) {
    return Place.isLatin(c) || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isLabel(char c) {
    return isWord(c) || c == '-' || c == '+' || c == '&' || c == '%';
  }

  private Spoken said(Match m) {
    return Spoken.inEnglish(() -> address(m.text()));
  }

  /** With a letter before the sign; {@code 3@5} is none. */
  private @Nullable Spoken email(Match m) {
    String text = m.text();
    boolean hasHost = text.substring(text.indexOf('@')).contains(".");
    boolean named = Character.isLetter(text.charAt(0)) && text.matches("[\\w.-]+@[A-Za-z][\\w-]+");
    return hasHost || named ? said(m) : null;
  }

  /** Not a number with letters after its point, nor two sentences without a space between. */
  private @Nullable Spoken host(Match m) {
    String text = m.text();
    boolean number = text.matches("[\\d.]+[a-z]*");
    boolean initials = text.matches("(?:[A-Za-z]\\.){2,9}[A-Za-z]{1,2}|[A-Z]\\.[A-Za-z]{1,2}");
    return number || initials ? null : said(m);
  }

  private @Nullable Spoken file(Match m) {
    String text = m.text();
    boolean initials = text.matches("(?:[A-Za-z]\\.)+[A-Za-z]");
    String ending = text.substring(text.lastIndexOf('.') + 1);
    boolean oneCase =
        ending.equals(ending.toLowerCase(Locale.ROOT))
            || (ending.length() > 1 && ending.equals(ending.toUpperCase(Locale.ROOT)));
    boolean number = text.matches("[\\d.]+") || text.matches("\\d[\\d.]*\\.[a-zA-Z]{1,2}");
    if (!oneCase || number) {
      return null;
    }
    boolean era = text.matches("\\d{1,4}[a-z]\\.[a-z]");
    boolean words =
        text.matches("[A-Za-z]{1,2}\\.[ch]|[A-Za-z]{1,2}\\.(?:class|lock|log|bin|conf|pt|ts)")
            || text.matches("(?i)(?!lib)[A-Za-z]+\\.so")
            || text.matches("(?i)(?!" + PROGRAM + "\\.)[A-Za-z]+\\.go");
    return initials || era || words ? null : said(m);
  }

  private String address(String text) {
    String plain = text.matches("(?i)https?://.*") ? text.replaceFirst("/$", "") : text;
    return PART.matcher(plain)
        .results()
        .map(MatchResult::group)
        .map(this::part)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private String part(String part) {
    return switch (part) {
      case "." -> "dot";
      case "/" -> "slash";
      case "\\" -> "backslash";
      case "-" -> "dash";
      case "_" -> "underscore";
      case "@" -> "at";
      case ":" -> "colon";
      case ";" -> "semicolon";
      case "," -> "comma";
      case "?" -> "question mark";
      case "!" -> "exclamation mark";
      case "=" -> "equals";
      case "&" -> "ampersand";
      case "#" -> "hash";
      case "%" -> "percent";
      case "+" -> "plus";
      case "*" -> "asterisk";
      case "$" -> "dollar";
      case "~" -> "tilde";
      case "'" -> "apostrophe";
      case "(", "[" -> "open bracket";
      case ")", "]" -> "close bracket";
      case " " -> "space";
      default -> {
        char c = part.charAt(0);
        yield Character.isDigit(c)
            ? shared.english().digits(part)
            : Character.isLetter(c) ? word(part) : "";
      }
    };
  }

  /** Letters by name where they make no word: up to two of them, or none that is a vowel. */
  private String word(String part) {
    boolean spelled = part.length() < 2 || !VOWEL.matcher(part).find();
    boolean country =
        part.length() == 2
            && !part.matches("(?i)my|me|to|of|in|on|go|do|no|is|it|we|us|by|or|an|as|at|up|so|if");
    String known = shared.words().read(part, false);
    return (spelled || country) && known.equalsIgnoreCase(part)
        ? EnglishWords.letters(part)
        : known;
  }
}
