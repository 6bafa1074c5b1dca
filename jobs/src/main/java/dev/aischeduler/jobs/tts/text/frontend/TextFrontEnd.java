package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Marks;
import dev.aischeduler.jobs.tts.text.Pause;
import dev.aischeduler.jobs.tts.text.Script;
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
  /** Longest utterance in characters; the shipped voice was trained on up to about 100. */
  private static final int LONGEST_UTTERANCE = 130;

  /** Chinese characters that make about as much speech as a full utterance of pinyin. */
  private static final int LONGEST_HAN = 30;

  private static final int MOST_SKIPPED = 20;

  private final MandarinScript script;
  private final SentenceSplitter splitter;
  private final SentenceReader reader;
  private final Pinyin pinyin;

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
    this.pinyin = new Pinyin(Polyphones.load());
  }

  /**
   * Reads a text.
   *
   * @param fallback language of numbers and signs in sentences that have no word
   * @return an empty script when nothing can be said
   */
  public Script read(String text, Language fallback) {
    Set<String> skipped = new LinkedHashSet<>();
    Consumer<String> note =
        piece -> {
          if (skipped.size() < MOST_SKIPPED) {
            skipped.add(piece);
          }
        };
    List<List<Utterance>> sentences = new ArrayList<>();
    for (SentenceSplitter.Sentence sentence : splitter.split(CleanText.of(text))) {
      List<Utterance> utterances = utterances(sentence, fallback, note);
      if (!utterances.isEmpty()) {
        sentences.add(utterances);
      }
    }
    return new Script(List.copyOf(sentences), List.copyOf(skipped));
  }

  private List<Utterance> utterances(
      SentenceSplitter.Sentence sentence, Language fallback, Consumer<String> skipped) {
    Pause last = sentence.endsParagraph() ? Pause.PARAGRAPH : Pause.SENTENCE;
    List<Utterance> utterances = new ArrayList<>();
    for (SentenceReader.Run run : reader.read(sentence.text(), fallback, skipped)) {
      int longest = run.language() == Language.EN ? LONGEST_UTTERANCE : LONGEST_HAN;
      for (String piece : new UtteranceCutter(longest).cut(run.text())) {
        String spoken = run.language() == Language.EN ? piece : mandarin(piece, skipped);
        if (!spoken.isEmpty()) {
          utterances.add(utterance(run.language(), spoken));
        }
      }
    }
    if (!utterances.isEmpty()) {
      Utterance end = utterances.remove(utterances.size() - 1);
      utterances.add(new Utterance(end.language(), closed(end.text()), last));
    }
    return utterances;
  }

  /** The voice was trained on texts that end in a mark: a run cut off before one gets a comma. */
  private static Utterance utterance(Language language, String text) {
    boolean marked = Marks.isMark(text.charAt(text.length() - 1));
    return new Utterance(language, marked ? text : text + ",", marked ? Pause.CLAUSE : Pause.JOIN);
  }

  private static String closed(String text) {
    int end = text.length() - 1;
    return Marks.endsSentence(text.charAt(end)) ? text : text.substring(0, end) + ".";
  }

  private String mandarin(String text, Consumer<String> skipped) {
    if (script == MandarinScript.HAN) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    StringBuilder han = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Marks.isMark(c)) {
        append(out, han, skipped);
        if (out.length() > 0 && !Marks.isMark(out.charAt(out.length() - 1))) {
          out.append(c);
        }
      } else if (c != ' ') {
        han.append(c);
      }
    }
    append(out, han, skipped);
    return out.toString();
  }

  private void append(StringBuilder out, StringBuilder han, Consumer<String> skipped) {
    if (han.length() > 0) {
      String syllables = pinyin.of(han.toString(), skipped);
      out.append(out.length() > 0 && !syllables.isEmpty() ? " " : "").append(syllables);
      han.setLength(0);
    }
  }
}
