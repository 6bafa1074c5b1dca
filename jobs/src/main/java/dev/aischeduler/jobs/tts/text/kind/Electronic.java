package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Web and e-mail addresses; read in English everywhere. */
final class Electronic extends Kind {
  private static final Pattern PART = Pattern.compile("[A-Za-z]+|\\d|[^A-Za-z\\d]");

  private final Vocabulary shared;

  Electronic(Vocabulary shared) {
    this.shared = shared;
    rule(
        "(?:https?://|www\\.)[\\w.~:/?#@!$&'*+,;=%-]*[\\w/]"
            + "|[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]+){1,6}"
            + "|(?:[A-Za-z0-9-]{1,63}\\.){1,6}(?:com|org|net|io|cn|ai|dev|edu|gov)(?:/[\\w./-]*\\w)?"
            + "(?![\\w-])",
        m -> Spoken.inEnglish(() -> address(m.text())));
  }

  private String address(String text) {
    String plain = text.replaceFirst("^https?://", "").replaceFirst("/$", "");
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
      case "-" -> "dash";
      case "_" -> "underscore";
      case "@" -> "at";
      case ":" -> "colon";
      case "?" -> "question mark";
      case "=" -> "equals";
      case "&" -> "and";
      case "#" -> "hash";
      case "%" -> "percent";
      case "+" -> "plus";
      case "~" -> "tilde";
      case "www" -> "w w w";
      default -> {
        char c = part.charAt(0);
        yield Character.isDigit(c)
            ? shared.english().digits(part)
            : Character.isLetter(c) ? shared.words().read(part, false) : "";
      }
    };
  }
}
