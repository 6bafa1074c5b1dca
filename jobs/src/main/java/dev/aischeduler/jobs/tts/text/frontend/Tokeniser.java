package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.kind.Found;
import dev.aischeduler.jobs.tts.text.kind.Kinds;
import dev.aischeduler.jobs.tts.text.lexicon.EnglishLexicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a sentence into tokens. Thread-safe. */
final class Tokeniser {
  private static final Pattern DOTTED =
      Pattern.compile(
          "(?:[A-Za-z]\\.){1,9}[A-Za-z](?![A-Za-z.])|(?:[A-Za-z]\\.){2,9}(?:'s)?|[A-Z]\\.(?= [A-Z])");
  private static final Pattern LATIN =
      Pattern.compile("[\\p{IsLatin}\\p{M}&&\\p{L}\\p{M}]+(?:'\\p{IsLatin}+){0,3}");

  /** The dot of a shortened word within a sentence, as {@code 6 ft. tall}. */
  private static final Pattern SHORTENED = Pattern.compile("(?<=[A-Za-z])\\.(?= [a-z])");

  private static final String SILENT = "\"'“”‘’«»「」『』〈〉<>{}^\\/~#*_–·";
  private static final String MARKS = ",.:;!?，。、；：！？｡．—()[]（）【】《》〔〕";
  private static final String AS_SPOKEN = ",.:;!?,.,;:!?..,,,,,,,,,  ,,";

  private final EnglishLexicon lexicon;
  private final Kinds kinds;

  Tokeniser(EnglishLexicon lexicon, Kinds kinds) {
    this.lexicon = lexicon;
    this.kinds = kinds;
  }

  /**
   * The tokens of a sentence.
   *
   * @param all in order; every character ends up in exactly one
   * @param starts where each begins in the sentence
   */
  record Tokens(List<Token> all, List<Integer> starts) {}

  /**
   * Cuts a sentence.
   *
   * @param lexicon words that are read as it says, whatever they are
   */
  Tokens tokens(String sentence, Lexicon lexicon) {
    List<Token> tokens = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    int at = 0;
    while (at < sentence.length()) {
      starts.add(at);
      at = next(sentence, at, tokens, lexicon);
    }
    return new Tokens(tokens, starts);
  }

  private int next(String s, int at, List<Token> tokens, Lexicon own) {
    Optional<Lexicon.Hit> hit = own.at(s, at);
    if (hit.isPresent()) {
      int end = hit.get().end();
      tokens.add(new Token.Own(s.substring(at, end), hit.get().entry(), hit.get().tail()));
      return end;
    }
    Optional<Found> found = kinds.at(s, at);
    if (found.isPresent()) {
      int end = found.get().end();
      tokens.add(new Token.Figure(s.substring(at, end), found.get().spoken()));
      return end;
    }
    int latin = latinEnd(s, at);
    if (latin > at) {
      tokens.add(new Token.Latin(s.substring(at, latin)));
      return latin;
    }
    int c = s.codePointAt(at);
    int end = at + Character.charCount(c);
    if (Language.isHan(c)) {
      while (end < s.length() && Language.isHan(s.codePointAt(end)) && own.at(s, end).isEmpty()) {
        end += Character.charCount(s.codePointAt(end));
      }
      tokens.add(new Token.Han(s.substring(at, end)));
    } else if (MARKS.indexOf(c) >= 0) {
      char mark = AS_SPOKEN.charAt(MARKS.indexOf(c));
      boolean silent =
          mark == ' '
              || (c == '.'
                  && SHORTENED
                      .matcher(s)
                      .region(at, s.length())
                      .useTransparentBounds(true)
                      .lookingAt());
      tokens.add(silent ? new Token.Gap() : new Token.Mark(mark));
    } else if (c == '-' || Character.isWhitespace(c) || SILENT.indexOf(c) >= 0) {
      tokens.add(new Token.Gap());
    } else {
      while (Character.isLetter(c) && end < s.length() && isForeign(s.codePointAt(end))) {
        end += Character.charCount(s.codePointAt(end));
      }
      tokens.add(new Token.Unknown(s.substring(at, end)));
    }
    return end;
  }

  private static boolean isForeign(int c) {
    return Character.isLetter(c)
        && !Language.isHan(c)
        && Character.UnicodeScript.of(c) != Character.UnicodeScript.LATIN;
  }

  private int latinEnd(String s, int at) {
    Matcher dotted = DOTTED.matcher(s).region(at, s.length());
    if (dotted.lookingAt()) {
      return dotted.end();
    }
    Matcher word = LATIN.matcher(s).region(at, s.length());
    if (!word.lookingAt()) {
      return at;
    }
    boolean abbreviated =
        word.end() < s.length()
            && s.charAt(word.end()) == '.'
            && lexicon.isAbbreviation(s, at, word.end());
    return abbreviated ? word.end() + 1 : word.end();
  }
}
