package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.List;

/**
 * The tones of 一 and 不, which depend on the next syllable. The shipped voice was trained on text
 * with exactly these changes; third tones before third tones stay as written, since its teacher
 * changed them while speaking and the voice learned to do so.
 */
final class ToneSandhi {
  private static final String DIGITS = "零〇一二三四五六七八九幺";
  private static final String UNITS = "百千万亿";
  private static final String KEEPS_ONE_AFTER = "第周期拜统唯专单逐之初其合归十百千万亿零〇点";
  private static final String KEEPS_ONE_BEFORE = "月日号楼";

  /** 一 before these is the first of its kind. */
  private static final List<String> ORDERED =
      List.of("年级", "等奖", "等功", "季度", "线城市", "把手", "中全会", "审", "战", "环", "级", "流", "期工程", "线工人");

  private ToneSandhi() {}

  /**
   * Replaces the syllables of 一 and 不 in place; light ones stay light (了不起).
   *
   * @param characters one character for each syllable
   * @param syllables with tone digits
   */
  static void apply(String characters, List<String> syllables) {
    for (int i = 0; i < syllables.size(); i++) {
      char c = characters.charAt(i);
      boolean light = syllables.get(i).endsWith("5");
      if (c == '一' && !light) {
        syllables.set(i, one(characters, syllables, i));
      } else if (c == '不' && !light) {
        syllables.set(i, not(characters, syllables, i));
      }
    }
  }

  private static String one(String text, List<String> syllables, int i) {
    char before = i > 0 ? text.charAt(i - 1) : ' ';
    char after = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
    if (after == ' ' || KEEPS_ONE_BEFORE.indexOf(after) >= 0) {
      return "yi1";
    }
    if (ORDERED.stream().anyMatch(o -> text.startsWith(o, i + 1))) {
      return "yi1";
    }
    boolean counts = UNITS.indexOf(after) >= 0;
    boolean digitByDigit = DIGITS.indexOf(before) >= 0 || DIGITS.indexOf(after) >= 0;
    boolean decimal =
        after == '点' && i + 2 < text.length() && DIGITS.indexOf(text.charAt(i + 2)) >= 0;
    if (!counts && (digitByDigit || decimal || KEEPS_ONE_AFTER.indexOf(before) >= 0)) {
      return "yi1";
    }
    boolean counted = i > 1 && text.charAt(i - 2) == '一';
    if (before == after && !counted) {
      return "yi5";
    }
    return falls(syllables.get(i + 1)) ? "yi2" : "yi4";
  }

  private static String not(String text, List<String> syllables, int i) {
    boolean last = i + 1 == syllables.size();
    if (!last && i > 0 && text.charAt(i - 1) == text.charAt(i + 1)) {
      return "bu5";
    }
    return !last && falls(syllables.get(i + 1)) ? "bu2" : "bu4";
  }

  /** 个 is light in speech but its fourth tone still counts. */
  private static boolean falls(String syllable) {
    return syllable.endsWith("4") || syllable.equals("ge5");
  }
}
