package dev.aischeduler.jobs.tts.text.kind;

/** Parts of patterns that several kinds share. */
final class Patterns {
  /** Chinese words that count what the number before them is of. */
  static final String COUNTED =
      "(?:公斤|千克|克|公里|千米|厘米|毫米|米|美元|欧元|元|块|摄氏度|度|岁|年|月|日|号|天|个|人|点|时|分|秒|小时|分钟|万|亿|斤|吨|升|层"
          + "|楼|页|章|级|倍|寸|次|周|期|集)";

  /** A number without sign: {@code 1,234.50}, {@code 7}, {@code .5}. */
  static final String NUMBER =
      "(?>(?:\\d{1,3}(?: 000){1,5}(?! ?\\d)|\\d{1,3}(?:[,']\\d{3}){1,6}(?!\\d)|\\d{1,2}(?:,\\d{2}){1,5},\\d{3}(?!\\d)|\\d+)"
          + "(?:\\.\\d+)?|(?<![\\w.)])\\.\\d+)";

  /**
   * A sign of a number. After a letter, a figure, a closing bracket or a unit it stands between two
   * values and is no sign of the second.
   */
  static final String SIGN =
      "[-−–+](?<!(?:[A-Za-z0-9)\\]%‰°℃℉²³¼-¾⅐-⅞]|\\d['\"′″]|\\d ?" + COUNTED + ")[-−–+])";

  /** A number, perhaps with a sign. */
  static final String SIGNED = "(?:" + SIGN + ")?" + NUMBER;

  /** Between the two values of a range; a hyphen with a blank on one side is none. */
  static final String RANGE = "(?:-| [-–—] | ?[~–] ?|—{1,2}|至|到)";

  /** No letter, digit or decimal follows: the number or word is complete. */
  static final String END = "(?![A-Za-z0-9]|[.,]\\d)";

  private Patterns() {}
}
