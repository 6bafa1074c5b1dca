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
  /**
   * English words, or Chinese characters, with marks.
   *
   * @param text may hold characters of {@link Syllables}
   * @param anchors where its words stand in the sentence, in order
   */
  record Run(Language language, String text, List<Anchor> anchors) {}

  /**
   * Ties a place in the text of a run to the place in the sentence that it says.
   *
   * @param at in the text of the run
   * @param from in the sentence
   * @param words what syllables that begin here stand for; empty elsewhere
   */
  record Anchor(int at, int from, String words) {}

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
   * @param lexicon readings that win over all others
   * @param skipped takes each piece that is left out
   */
  List<Run> read(String sentence, Language fallback, Lexicon lexicon, Consumer<String> skipped) {
    Tokeniser.Tokens cut = tokeniser.tokens(sentence, lexicon);
    List<Token> tokens = cut.all();
    LanguageRuns languages = new LanguageRuns(tokens, spoken, fallback);
    boolean shouted = isShouted(tokens);
    Runs runs = new Runs();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      runs.at(cut.starts().get(i));
      if (token instanceof Token.Figure figure) {
        Language language = languages.of(i);
        Spoken spoken = figure.spoken();
        String text = language == Language.EN ? spoken.english() : spoken.mandarin();
        say(runs, language, text, figure.written(), skipped);
      } else if (token instanceof Token.Latin latin) {
        say(runs, Language.EN, words.read(latin.text(), shouted), latin.text(), skipped);
      } else if (token instanceof Token.Han han) {
        characters(runs, han.text(), skipped);
      } else if (token instanceof Token.Own own) {
        own(runs, own, skipped);
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

  /** Each character is said by itself, so that a run can be cut between any two. */
  private void characters(Runs runs, String han, Consumer<String> skipped) {
    if (!spoken.contains(Language.ZH)) {
      skipped.accept(han);
      return;
    }
    int start = runs.from;
    for (int i = 0; i < han.length(); i += Character.charCount(han.codePointAt(i))) {
      runs.at(start + i);
      runs.add(Language.ZH, Character.toString(han.codePointAt(i)));
    }
  }

  private void own(Runs runs, Token.Own own, Consumer<String> skipped) {
    LexiconEntry entry = own.entry();
    if (entry.syllables().isEmpty() || !spoken.contains(Language.ZH)) {
      say(runs, entry.language(), entry.words() + own.tail(), own.written(), skipped);
      return;
    }
    StringBuilder characters = new StringBuilder();
    entry.syllables().forEach(syllable -> characters.append(Syllables.character(syllable)));
    runs.add(Language.ZH, characters.toString(), own.written());
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
    private List<Anchor> anchors = new ArrayList<>();
    private Language language = Language.EN;
    private int from;

    /** What is added next stands here in the sentence. */
    void at(int place) {
      from = place;
    }

    void add(Language next, String piece) {
      add(next, piece, "");
    }

    void add(Language next, String piece, String words) {
      if (next != language) {
        close();
        language = next;
      }
      boolean space = language == Language.EN && text.length() > 0;
      text.append(space ? " " : "");
      anchors.add(new Anchor(text.length(), from, words));
      text.append(piece);
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
        done.add(new Run(language, text.toString(), anchors));
        anchors = new ArrayList<>();
        text.setLength(0);
      }
    }
  }
}
