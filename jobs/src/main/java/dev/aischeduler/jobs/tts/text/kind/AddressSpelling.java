package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How an address of the web or of a file is said: words, letters, digits and signs by name. */
final class AddressSpelling {
  private static final Pattern PART =
      Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Za-z]+|\\d|[^A-Za-z\\d]");
  private static final Pattern VOWEL = Pattern.compile("(?i)[aeiouy]");
  private static final Pattern WEB = Pattern.compile("(?i)https?://");
  private static final Pattern TWO_LETTER_WORD =
      Pattern.compile("(?i)my|me|to|of|in|on|go|do|no|is|it|we|us|by|or|an|as|at|up|so|if");

  private final Vocabulary shared;

  AddressSpelling(Vocabulary shared) {
    this.shared = shared;
  }

  /** An address or a name of a file; the slash that ends a bare address is not said. */
  String read(String text) {
    String plain =
        WEB.matcher(text).lookingAt() && text.endsWith("/")
            ? text.substring(0, text.length() - 1)
            : text;
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
    boolean country = part.length() == 2 && !TWO_LETTER_WORD.matcher(part).matches();
    String known = shared.words().read(part, false);
    return (spelled || country) && known.equalsIgnoreCase(part)
        ? EnglishWords.letters(part)
        : known;
  }
}
