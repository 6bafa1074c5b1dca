package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Surnames that are read otherwise than the same characters elsewhere. */
final class Surnames {
  private static final Map<String, String> READINGS =
      Map.ofEntries(
          Map.entry("单", "shan4"),
          Map.entry("仇", "qiu2"),
          Map.entry("解", "xie4"),
          Map.entry("任", "ren2"),
          Map.entry("曾", "zeng1"),
          Map.entry("区", "ou1"),
          Map.entry("华", "hua4"),
          Map.entry("朴", "piao2"),
          Map.entry("查", "zha1"),
          Map.entry("盖", "ge3"),
          Map.entry("翟", "zhai2"),
          Map.entry("缪", "miao4"),
          Map.entry("葛", "ge3"),
          Map.entry("燕", "yan1"),
          Map.entry("覃", "qin2"),
          Map.entry("纪", "ji4"),
          Map.entry("应", "ying1"));

  private static final Set<String> TITLES =
      Set.of(
          "先生", "女士", "小姐", "太太", "夫人", "老师", "教授", "医生", "大夫", "经理", "总", "主任", "老板", "同学", "师傅",
          "阿姨", "叔叔", "大爷", "大妈", "局长", "处长", "科长", "部长", "校长", "院长", "律师", "博士", "警官", "总监", "氏",
          "某", "某某");

  /** Others (盖, 查, 解, 区) are more often ordinary words: only 姓 or a title tells. */
  private static final Set<String> IN_NAMES =
      Set.of("单", "仇", "任", "曾", "华", "朴", "翟", "缪", "葛", "覃");

  /** What persons do in print. */
  private static final Set<String> SAYS =
      Set.of("说", "表示", "认为", "指出", "告诉", "介绍", "回答", "问", "笑", "说道", "写道", "强调", "透露");

  /** What follows 曾 as an adverb. */
  private static final String AFTER_ADVERB = "在有获任拜称于为是助被与对向到从参出担说想因据将把以经做当受得两三多一先随就也不";

  private static final Set<String> BEFORE = Set.of("姓", "老", "小");

  private Surnames() {}

  /** The surname's reading, or empty when this is none of these. */
  static String of(String character) {
    return READINGS.getOrDefault(character, "");
  }

  /**
   * Whether the segmenter's guess at a name is believed: one character after the surname is more
   * often a word (单兵, 任内) unless the next word tells, and 曾 before a verb is no surname.
   */
  static boolean startsName(MandarinWords.Word guess, String next) {
    String name = guess.text();
    return guess.kind().startsWith("nr")
        && (name.length() == 3
            || (name.length() == 2 && (TITLES.contains(next) || SAYS.contains(next))))
        && IN_NAMES.contains(name.substring(0, 1))
        && !(name.charAt(0) == '曾' && AFTER_ADVERB.indexOf(name.charAt(1)) >= 0);
  }

  /** Whether a text has a character that may start such a name. */
  static boolean anyIn(String text) {
    return text.chars().anyMatch(c -> IN_NAMES.contains(Character.toString(c)));
  }

  /** Whether a word of one character is a surname here: 姓单, 任先生, 老区. */
  static boolean standsAt(List<MandarinWords.Word> words, int i) {
    if (of(words.get(i).text()).isEmpty()) {
      return false;
    }
    String before = i > 0 ? words.get(i - 1).text() : "";
    String after = i + 1 < words.size() ? words.get(i + 1).text() : "";
    boolean subject = i > 0 && words.get(i - 1).kind().matches("[nr].*");
    return before.equals("姓")
        || (TITLES.contains(after) && !subject)
        || (BEFORE.contains(before) && after.isEmpty());
  }
}
