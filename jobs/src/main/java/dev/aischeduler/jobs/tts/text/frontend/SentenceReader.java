package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.Marks;
import dev.aischeduler.jobs.tts.text.kind.Kinds;
import dev.aischeduler.jobs.tts.text.kind.Spoken;
import dev.aischeduler.jobs.tts.text.lexicon.EnglishLexicon;
import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** One sentence to runs of one language each, every figure spelled out. Thread-safe. */
final class SentenceReader {
  /** English words, or Chinese characters, with marks. */
  record Run(Language language, String text) {}

  private final EnglishWords words;
  private final Tokeniser tokeniser;
  private final Set<Language> spoken;

  SentenceReader(EnglishLexicon lexicon, Set<Language> spoken) {
    this.words = new EnglishWords(lexicon);
    this.tokeniser = new Tokeniser(lexicon, new Kinds(words));
    this.spoken = spoken;
  }

  /**
   * Reads a sentence.
   *
   * @param fallback language of figures where no word tells it
   * @param skipped takes each piece that is left out
   */
  List<Run> read(String sentence, Language fallback, Consumer<String> skipped) {
    List<Token> tokens = tokeniser.tokens(sentence);
    LanguageRuns languages = new LanguageRuns(tokens, spoken, fallback);
    boolean shouted = isShouted(tokens);
    Runs runs = new Runs();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token instanceof Token.Figure figure) {
        Language language = languages.of(i);
        Spoken spoken = figure.spoken();
        String text = language == Language.EN ? spoken.english() : spoken.mandarin();
        say(runs, language, text, figure.written(), skipped);
      } else if (token instanceof Token.Latin latin) {
        say(runs, Language.EN, words.read(latin.text(), shouted), latin.text(), skipped);
      } else if (token instanceof Token.Han han) {
        say(runs, Language.ZH, han.text(), han.text(), skipped);
      } else if (token instanceof Token.Mark mark) {
        runs.mark(mark.mark());
      } else if (token instanceof Token.Unknown unknown) {
        skipped.accept(unknown.text());
      }
    }
    return runs.finished();
  }

  private void say(
      Runs runs, Language language, String text, String written, Consumer<String> skipped) {
    if (text.isEmpty() || !spoken.contains(language)) {
      skipped.accept(written);
    } else {
      runs.add(language, text);
    }
  }

  /** A sentence of several words without one lower-case letter. */
  private static boolean isShouted(List<Token> tokens) {
    List<String> words =
        tokens.stream()
            .filter(Token.Latin.class::isInstance)
            .map(t -> ((Token.Latin) t).text())
            .toList();
    return words.size() > 1 && words.stream().allMatch(w -> w.equals(w.toUpperCase(Locale.ROOT)));
  }

  /** Collects runs; a mark belongs to the run before it, and the first of several marks counts. */
  private static final class Runs {
    private final List<Run> done = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Language language = Language.EN;

    void add(Language next, String piece) {
      if (next != language) {
        close();
        language = next;
      }
      boolean space = language == Language.EN && text.length() > 0;
      text.append(space ? " " : "").append(piece);
    }

    void mark(char mark) {
      if (text.length() > 0 && !endsWithMark()) {
        text.append(mark);
      }
    }

    List<Run> finished() {
      close();
      return done;
    }

    private boolean endsWithMark() {
      return text.length() > 0 && Marks.isMark(text.charAt(text.length() - 1));
    }

    private void close() {
      if (text.length() > 0) {
        done.add(new Run(language, text.toString()));
        text.setLength(0);
      }
    }
  }
}
