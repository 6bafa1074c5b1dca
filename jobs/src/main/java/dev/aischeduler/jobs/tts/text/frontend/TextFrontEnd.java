package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Pause;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Sentence;
import dev.aischeduler.jobs.tts.text.Utterance;
import dev.aischeduler.jobs.tts.text.lexicon.EnglishLexicon;
import dev.aischeduler.jobs.tts.text.lexicon.Pinyin;
import dev.aischeduler.jobs.tts.text.lexicon.Polyphones;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a text ready for a voice: sentences, runs of one language, numbers and signs in words,
 * acronyms as letters, Mandarin as the voice reads it. Pure and thread-safe.
 */
public final class TextFrontEnd {
  private static final int MOST_SKIPPED = 20;

  private final MandarinScript script;
  private final SentenceSplitter splitter;
  private final SentenceReader reader;
  private final UtteranceMaker maker;

  /**
   * For one voice.
   *
   * @param script how the voice reads Mandarin
   * @param spoken languages that the voice speaks, at least one; the others are skipped
   */
  public TextFrontEnd(MandarinScript script, Set<Language> spoken) {
    EnglishLexicon lexicon = EnglishLexicon.load();
    this.script = script;
    this.splitter = new SentenceSplitter(lexicon);
    this.reader = new SentenceReader(lexicon, spoken);
    this.maker = new UtteranceMaker(script, new Pinyin(Polyphones.load()));
  }

  /** Reads a text without a dictionary of the user's own. */
  public Script read(String text, Language fallback) {
    return read(text, fallback, Lexicon.none());
  }

  /**
   * Reads a text.
   *
   * @param fallback language of numbers and signs in sentences that have no word
   * @param lexicon readings that win over all others; those in pinyin count only for a voice that
   *     reads pinyin
   * @return an empty script when nothing can be said
   */
  public Script read(String text, Language fallback, Lexicon lexicon) {
    Set<String> skipped = new LinkedHashSet<>();
    Consumer<String> note =
        piece -> {
          if (skipped.size() < MOST_SKIPPED) {
            skipped.add(piece);
          }
        };
    Lexicon own = lexicon.readableIn(script);
    List<Sentence> sentences = new ArrayList<>();
    for (SentenceSplitter.Sentence sentence : splitter.split(CleanText.of(text))) {
      String written = sentence.text();
      List<SentenceReader.Run> runs = reader.read(written, fallback, own, note);
      Pause last = sentence.endsParagraph() ? Pause.PARAGRAPH : Pause.SENTENCE;
      List<Utterance> utterances = maker.utterances(written, runs, last, note);
      if (!utterances.isEmpty()) {
        sentences.add(new Sentence(written, utterances));
      }
    }
    return new Script(List.copyOf(sentences), List.copyOf(skipped));
  }
}
