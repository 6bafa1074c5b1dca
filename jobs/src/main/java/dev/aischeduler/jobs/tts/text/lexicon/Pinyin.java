package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Chinese characters to pinyin, word by word: the user's words, else the words that the segmenter
 * finds, those that stand together in our tables joined; then the tones of 一 and 不. No reading
 * crosses the border of a word. Traditional characters are read as their simplified forms.
 * Thread-safe.
 */
public final class Pinyin {
  private static final String OWN = "own";
  private static final String NAME = "name";

  private final Polyphones own;
  private final MandarinWords segmenter = new MandarinWords();
  private final WordReadings readings;
  private final ContextReadings contexts = new ContextReadings();
  private final SimplifiedCharacters simplified = new SimplifiedCharacters();

  public Pinyin(Polyphones polyphones) {
    this(polyphones, Map.of());
  }

  /**
   * With words of the user's own, which go before everything else.
   *
   * @param own simplified word to one syllable with tone digit for each character; may be empty
   * @throws IllegalArgumentException when a word has another number of syllables
   */
  public Pinyin(Polyphones polyphones, Map<String, List<String>> own) {
    this.own = Polyphones.of(own);
    this.readings = new WordReadings(polyphones);
  }

  /**
   * The syllables of a run of Chinese characters, separated by spaces.
   *
   * @param unreadable takes each character that has no reading and is left out
   */
  public String of(String han, Consumer<String> unreadable) {
    List<MandarinWords.Word> words = words(simplified.of(han));
    StringBuilder characters = new StringBuilder();
    List<String> syllables = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).text();
      List<String> read = reading(words, i);
      int[] points = word.codePoints().toArray();
      for (int c = 0; c < points.length; c++) {
        if (read.get(c).isEmpty()) {
          unreadable.accept(Character.toString(points[c]));
        } else {
          // The user's tones stay: no rule of tones knows this character.
          boolean fixed = words.get(i).kind().equals(OWN) || points[c] > Character.MAX_VALUE;
          characters.append(fixed ? ' ' : (char) points[c]);
          syllables.add(read.get(c));
        }
      }
    }
    ToneSandhi.apply(characters.toString(), syllables);
    return String.join(" ", syllables);
  }

  private List<String> reading(List<MandarinWords.Word> words, int i) {
    MandarinWords.Word word = words.get(i);
    if (word.kind().equals(OWN)) {
      return own.word(word.text());
    }
    if (word.kind().equals(NAME)) {
      List<String> read = new ArrayList<>(readings.of(word.text()));
      read.set(0, Surnames.of(word.text().substring(0, 1)));
      return read;
    }
    if (Surnames.standsAt(words, i)) {
      return List.of(Surnames.of(word.text()));
    }
    return contexts.change(words, i, readings.of(word.text()));
  }

  private List<MandarinWords.Word> words(String text) {
    List<MandarinWords.Word> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      int length = ownWordAt(text, i);
      if (length > 0) {
        segment(text.substring(from, i), words);
        words.add(new MandarinWords.Word(text.substring(i, i + length), OWN));
        from = i + length;
        i = from - 1;
      }
    }
    segment(text.substring(from), words);
    return words;
  }

  private int ownWordAt(String text, int start) {
    for (int n = Math.min(own.longest(), text.length() - start); n > 0; n--) {
      if (!own.word(text.substring(start, start + n)).isEmpty()) {
        return n;
      }
    }
    return 0;
  }

  private void segment(String text, List<MandarinWords.Word> into) {
    if (!text.isEmpty()) {
      into.addAll(joined(Surnames.anyIn(text) ? named(text) : segmenter.of(text)));
    }
  }

  /**
   * Names of persons are kept only where the surname is read in its own way and no word of the text
   * without names crosses their ends (榜单|中).
   */
  private List<MandarinWords.Word> named(String text) {
    List<MandarinWords.Word> plain = segmenter.of(text);
    List<MandarinWords.Word> guessed = segmenter.withNames(text);
    List<MandarinWords.Word> words = new ArrayList<>(plain.size());
    int p = 0;
    int plainAt = 0;
    int at = 0;
    for (MandarinWords.Word word : guessed) {
      int end = at + word.text().length();
      while (p < plain.size() && plainAt < at) {
        plainAt += plain.get(p).text().length();
        words.add(plain.get(p++));
      }
      boolean apart = p < plain.size() && plain.get(p).text().length() == 1;
      int after = p;
      int plainEnd = plainAt;
      while (after < plain.size() && plainEnd < end) {
        plainEnd += plain.get(after++).text().length();
      }
      String next = after < plain.size() ? plain.get(after).text() : "";
      boolean whole = after == p + 1;
      if (plainAt == at && plainEnd == end && (apart || whole) && Surnames.startsName(word, next)) {
        words.add(new MandarinWords.Word(word.text(), NAME));
        p = after;
        plainAt = plainEnd;
      }
      at = end;
    }
    words.addAll(plain.subList(p, plain.size()));
    return words;
  }

  /** Neighbours that are one word of the table are joined, the longest first. */
  private List<MandarinWords.Word> joined(List<MandarinWords.Word> words) {
    List<MandarinWords.Word> joined = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      StringBuilder text = new StringBuilder(words.get(i).text());
      String best = "";
      int last = i;
      for (int j = i + 1; j < words.size() && readings.begins(text.toString()); j++) {
        text.append(words.get(j).text());
        if (readings.joins(text.toString())) {
          best = text.toString();
          last = j;
        }
      }
      joined.add(best.isEmpty() ? words.get(i) : new MandarinWords.Word(best, "w"));
      i = last;
    }
    return joined;
  }
}
