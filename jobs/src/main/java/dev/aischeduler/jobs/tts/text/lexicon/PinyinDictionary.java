package dev.aischeduler.jobs.tts.text.lexicon;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.support.tone.PinyinTones;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The dictionary of 43,000 phrases and 41,000 characters in {@code com.github.houbb:pinyin}: the
 * one place that knows that library. Thread-safe.
 */
final class PinyinDictionary {
  private static final Pattern SYLLABLE = Pattern.compile("[a-zv]{1,6}[1-5]");

  private final Set<String> phrases = PinyinTones.defaults().phraseSet();

  /** Read characters, at most as many as there are; the library is slow at each. */
  private final Map<String, String> characters = new ConcurrentHashMap<>();

  /** The syllables of exactly this phrase; empty when the dictionary has it not. */
  List<String> phrase(String text) {
    if (text.length() < 2 || !phrases.contains(text)) {
      return List.of();
    }
    List<String> syllables = List.of(clean(numbered(text)).split(" "));
    boolean whole =
        syllables.size() == text.length()
            && syllables.stream().allMatch(s -> SYLLABLE.matcher(s).matches());
    return whole ? syllables : List.of();
  }

  /** The most frequent syllable of a character; empty when it has none. */
  String character(String character) {
    return characters.computeIfAbsent(character, PinyinDictionary::read);
  }

  private static String read(String character) {
    String syllable = clean(numbered(character));
    return SYLLABLE.matcher(syllable).matches() ? syllable : "";
  }

  private static String numbered(String text) {
    return PinyinHelper.toPinyin(text, PinyinStyleEnum.NUM_LAST, " ");
  }

  private static String clean(String syllable) {
    return syllable.replace('ü', 'v').replace('ê', 'e');
  }
}
