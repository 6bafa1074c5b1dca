package dev.aischeduler.jobs.tts.text.lexicon;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.support.segment.PinyinSegments;
import com.github.houbb.pinyin.util.PinyinHelper;
import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Chinese characters to pinyin: words with known readings first ({@link Polyphones}), then the
 * phrases and characters of the pinyin dictionary, then the tones of 一 and 不. Traditional
 * characters are read as their simplified forms. Thread-safe.
 */
public final class Pinyin {
  private static final Pattern SYLLABLE = Pattern.compile("[a-zv]{1,6}[1-5]");

  private final Polyphones polyphones;
  private final Transliterator simplify = Transliterator.getInstance("Traditional-Simplified");

  public Pinyin(Polyphones polyphones) {
    this.polyphones = polyphones;
  }

  /**
   * The syllables of a run of Chinese characters, separated by spaces.
   *
   * @param unreadable takes each character that has no reading and is left out
   */
  public String of(String han, Consumer<String> unreadable) {
    String text = simplify.transliterate(han);
    StringBuilder characters = new StringBuilder();
    List<String> syllables = new ArrayList<>();
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      Polyphones.Word word = polyphones.wordAt(text, at);
      if (word.text().isEmpty()) {
        at++;
        continue;
      }
      dictionary(text.substring(from, at), characters, syllables, unreadable);
      characters.append(word.text());
      syllables.addAll(word.syllables());
      at += word.text().length();
      from = at;
    }
    dictionary(text.substring(from), characters, syllables, unreadable);
    ToneSandhi.apply(characters.toString(), syllables);
    return String.join(" ", syllables);
  }

  private void dictionary(
      String text, StringBuilder characters, List<String> syllables, Consumer<String> unreadable) {
    if (text.isEmpty()) {
      return;
    }
    for (String segment : PinyinSegments.defaults().segment(text)) {
      String[] readings = readings(segment);
      boolean aligned = readings.length == segment.length();
      for (int i = 0; i < segment.length(); i += Character.charCount(segment.codePointAt(i))) {
        String character = Character.toString(segment.codePointAt(i));
        String syllable = aligned ? clean(readings[i]) : clean(readings(character)[0]);
        if (SYLLABLE.matcher(syllable).matches()) {
          characters.append(character);
          syllables.add(syllable);
        } else {
          unreadable.accept(character);
        }
      }
    }
  }

  private String[] readings(String segment) {
    String alone = polyphones.alone(segment);
    return alone.isEmpty()
        ? PinyinHelper.toPinyin(segment, PinyinStyleEnum.NUM_LAST, " ").split(" ")
        : new String[] {alone};
  }

  private static String clean(String syllable) {
    return syllable.replace('ü', 'v').replace('ê', 'e');
  }
}
