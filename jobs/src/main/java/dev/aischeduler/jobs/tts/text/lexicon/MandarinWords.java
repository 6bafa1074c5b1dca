package dev.aischeduler.jobs.tts.text.lexicon;

import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Chinese text to words, by HanLP's Viterbi segmenter: the one place that knows HanLP. Its own
 * guesses at names and numbers are off, since they join words that are no names (都怪, 小猫).
 * Thread-safe.
 */
final class MandarinWords {
  private final Segment plain = segment(false);
  private final Segment withNames = segment(true);

  private static Segment segment(boolean names) {
    return new ViterbiSegment()
        .enableCustomDictionary(false)
        .enableNameRecognize(names)
        .enablePlaceRecognize(false)
        .enableOrganizationRecognize(false)
        .enableTranslatedNameRecognize(false)
        .enableJapaneseNameRecognize(false)
        .enableNumberQuantifierRecognize(false);
  }

  /** A word and its part of speech in HanLP's letters ({@code n}, {@code v}, {@code ud} …). */
  record Word(String text, String kind) {}

  /** The words of a text, in order and without a gap. */
  List<Word> of(String text) {
    return words(plain, text);
  }

  /** The words of a text in which names of persons that no dictionary has are one word. */
  List<Word> withNames(String text) {
    return words(withNames, text);
  }

  private static List<Word> words(Segment segment, String text) {
    List<Word> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        add(segment, text.substring(from, i), words);
        int end = i + Character.charCount(text.codePointAt(i));
        words.add(new Word(text.substring(i, end), "x"));
        i = end - 1;
        from = end;
      }
    }
    add(segment, text.substring(from), words);
    return words;
  }

  /** Characters outside the first plane are kept from HanLP, which would part them. */
  private static void add(Segment segment, String text, List<Word> words) {
    int length = 0;
    int start = words.size();
    for (Term term : text.isEmpty() ? List.<Term>of() : segment.seg(text)) {
      words.add(new Word(term.word, term.nature == null ? "x" : term.nature.toString()));
      length += term.word.length();
    }
    if (length != text.length()) {
      words.subList(start, words.size()).clear();
      text.chars().forEach(c -> words.add(new Word(Character.toString(c), "x")));
    }
  }
}
