package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Marks;
import dev.aischeduler.jobs.tts.text.Pause;
import dev.aischeduler.jobs.tts.text.Utterance;
import dev.aischeduler.jobs.tts.text.lexicon.Pinyin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a sentence as utterances: short enough, in the voice's writing, each with its words
 * and its part of the written sentence. Thread-safe.
 */
final class UtteranceMaker {
  /** Longest utterance in characters; the shipped voice was trained on up to about 100. */
  private static final int LONGEST_UTTERANCE = 130;

  /** Chinese characters that make about as much speech as a full utterance of pinyin. */
  private static final int LONGEST_HAN = 30;

  private final MandarinScript script;
  private final Pinyin pinyin;

  UtteranceMaker(MandarinScript script, Pinyin pinyin) {
    this.script = script;
    this.pinyin = pinyin;
  }

  /**
   * A piece that is ready but for its part of the sentence.
   *
   * @param from where that begins; -1 for a piece within the words of one figure
   */
  private record Draft(Language language, String text, String words, int from) {}

  /**
   * The utterances.
   *
   * @param last pause after the last of them
   * @param skipped takes each character that has no reading
   */
  List<Utterance> utterances(
      String sentence, List<SentenceReader.Run> runs, Pause last, Consumer<String> skipped) {
    List<Draft> drafts = new ArrayList<>();
    for (SentenceReader.Run run : runs) {
      drafts(run, drafts, skipped);
    }
    int[] starts = starts(drafts, sentence.length());
    List<Utterance> utterances = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < drafts.size(); i++) {
      boolean end = i == drafts.size() - 1;
      int to = end ? sentence.length() : Math.max(from, starts[i + 1]);
      utterances.add(utterance(drafts.get(i), sentence.substring(from, to), end ? last : null));
      from = to;
    }
    return utterances;
  }

  /** A piece without a place of its own begins where the next one does: it has no part. */
  private static int[] starts(List<Draft> drafts, int end) {
    int[] starts = new int[drafts.size()];
    int next = end;
    for (int i = drafts.size() - 1; i >= 0; i--) {
      next = drafts.get(i).from() < 0 ? next : drafts.get(i).from();
      starts[i] = next;
    }
    return starts;
  }

  private void drafts(SentenceReader.Run run, List<Draft> drafts, Consumer<String> skipped) {
    int longest = run.language() == Language.EN ? LONGEST_UTTERANCE : LONGEST_HAN;
    String text = run.text();
    int anchor = 0;
    int at = 0;
    for (String piece : new UtteranceCutter(longest).cut(text)) {
      at = text.indexOf(piece, at);
      while (anchor < run.anchors().size() && run.anchors().get(anchor).at() < at) {
        anchor++;
      }
      int from = anchor < run.anchors().size() ? run.anchors().get(anchor).from() : -1;
      Set<String> unreadable = new HashSet<>();
      String voiced =
          run.language() == Language.EN
              ? piece
              : mandarin(
                  piece,
                  character -> {
                    unreadable.add(character);
                    skipped.accept(character);
                  });
      if (!voiced.isEmpty()) {
        String words = words(run, at, piece, unreadable);
        drafts.add(new Draft(run.language(), voiced, words, from));
      }
      at += piece.length();
    }
  }

  private static String words(
      SentenceReader.Run run, int at, String piece, Set<String> unreadable) {
    if (run.language() == Language.EN) {
      return piece;
    }
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < piece.length(); i += Character.charCount(piece.codePointAt(i))) {
      String character = Character.toString(piece.codePointAt(i));
      if (Syllables.isCharacter(character.charAt(0))) {
        words.append(given(run, at + i));
      } else if (!unreadable.contains(character)) {
        words.append(character);
      }
    }
    return words.toString();
  }

  /** What the user's syllables that begin here are written as. */
  private static String given(SentenceReader.Run run, int at) {
    int low = 0;
    int high = run.anchors().size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (run.anchors().get(middle).at() < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    SentenceReader.Anchor anchor = run.anchors().get(low);
    return anchor.at() == at ? anchor.words() : "";
  }

  /**
   * The voice was trained on texts that end in a mark: a run cut off before one gets a comma.
   *
   * @param last pause after a sentence, for its last utterance only
   */
  private static Utterance utterance(Draft draft, String written, @Nullable Pause last) {
    String text = draft.text();
    boolean marked = Marks.isMark(text.charAt(text.length() - 1));
    String ended = marked ? text : text + ",";
    if (last == null) {
      Pause pause = marked ? Pause.CLAUSE : Pause.JOIN;
      return new Utterance(draft.language(), ended, draft.words(), written, pause);
    }
    return new Utterance(draft.language(), closed(ended), closed(draft.words()), written, last);
  }

  private static String closed(String text) {
    int end = text.length() - 1;
    if (text.isEmpty() || Marks.endsSentence(text.charAt(end))) {
      return text;
    }
    return (Marks.isMark(text.charAt(end)) ? text.substring(0, end) : text) + ".";
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
      } else if (Syllables.isCharacter(c)) {
        append(out, han, skipped);
        out.append(out.length() > 0 ? " " : "").append(Syllables.syllable(c));
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
