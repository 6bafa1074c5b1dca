package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Locale;

/** Time zones after a time: by letters, or hours from UTC. Thread-safe. */
record TimeZones(EnglishNumbers english, MandarinNumbers mandarin) {
  /** Regular expression with one group: in capitals. */
  static final String CAPITALS =
      "([ECMP]\\.?[SD]\\.?T\\.?|G\\.?M\\.?T\\.?|U\\.?T\\.?C\\.?|CES?T|BST|JST|IST|HKT|SGT|[ECMP]T)(?![A-Za-z])";

  /** Regular expression with one group: in small letters, only with the half of the day. */
  static final String SMALL =
      "([ecmp]\\.?[sd]\\.?t\\.?|g\\.?m\\.?t\\.?|u\\.?t\\.?c\\.?)(?![A-Za-z])";

  /** Regular expression with one group: east of Greenwich. */
  static final String OFFSET = "(Z|\\+(?:0\\d|1[0-4]):?[0-5]\\d)";

  /** What one of the expressions matched, in English. */
  String english(String zone) {
    if (zone.equals("Z")) {
      return "u t c";
    }
    if (Character.isLetter(zone.charAt(0))) {
      return EnglishWords.letters(zone.replace(".", ""));
    }
    String digits = zone.substring(1).replace(":", "");
    int minutes = Integer.parseInt(digits.substring(2));
    return "u t c "
        + (zone.charAt(0) == '+' ? "plus " : "minus ")
        + english.cardinal(Integer.parseInt(digits.substring(0, 2)))
        + (minutes == 0 ? "" : " " + english.cardinal(minutes));
  }

  /** Zones by letters have names of their own in Mandarin. */
  String mandarin(String zone) {
    if (!Character.isLetter(zone.charAt(0))) {
      String digits = zone.substring(1).replace(":", "");
      int minutes = Integer.parseInt(digits.substring(2));
      return (zone.charAt(0) == '+' ? "东" : "西")
          + mandarin.cardinal(Integer.parseInt(digits.substring(0, 2)))
          + (minutes == 0 ? "" : "点" + mandarin.cardinal(minutes))
          + "区";
    }
    return switch (zone.replace(".", "").toUpperCase(Locale.ROOT).charAt(0)) {
      case 'E' -> "东部时间";
      case 'P' -> "太平洋时间";
      case 'M' -> "山地时间";
      case 'G', 'B' -> "格林尼治时间";
      case 'U', 'Z' -> "世界时间";
      case 'J' -> "日本时间";
      case 'I' -> "印度时间";
      case 'H' -> "香港时间";
      case 'S' -> "新加坡时间";
      default -> zone.startsWith("CE") ? "中欧时间" : "中部时间";
    };
  }
}
