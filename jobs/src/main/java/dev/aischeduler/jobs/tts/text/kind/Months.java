package dev.aischeduler.jobs.tts.text.kind;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of months and weekdays in English, in full and short. */
final class Months {
  /** Names that are nothing but months, in full and short, in any case. */
  static final String CERTAIN =
      "(?i:January|February|April|June|July|August|September|October|November|December"
          + "|Jan|Feb|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)";

  /** Names that are common words too, with a capital letter. */
  static final String CAPITALISED = "(?:May|MAY|March|MARCH|Mar|MAR)";

  /** Any name, where a number beside it makes it a month. */
  static final String ANY = "(?:" + CERTAIN + "|(?i:May|March|Mar))";

  /** The ending of the number of a day. */
  static final String ORDINAL = "(?:st|nd|rd|th|ST|ND|RD|TH)";

  /** Names of weekdays, in full and short. */
  static final String WEEKDAY =
      "(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs?(?:day)?)?|Fri(?:day)?"
          + "|Sat(?:urday)?|Sun(?:day)?)";

  private static final List<String> NAMES =
      List.of(
          "january february march april may june july august september october november december"
              .split(" "));

  private static final List<String> WEEKDAYS =
      List.of("monday tuesday wednesday thursday friday saturday sunday".split(" "));

  private static final int SHORTEST = 3;

  private static final Set<String> STARTS =
      Stream.concat(NAMES.stream(), WEEKDAYS.stream())
          .map(name -> name.substring(0, SHORTEST))
          .collect(Collectors.toUnmodifiableSet());

  private Months() {}

  /** Number of a month, from 1, by the first three letters of its name. */
  static int number(String name) {
    return index(NAMES, name) + 1;
  }

  /** Name of a month, 1 to 12. */
  static String name(int month) {
    return NAMES.get(month - 1);
  }

  /** Full name of a weekday, by its first three letters. */
  static String weekday(String name) {
    return WEEKDAYS.get(index(WEEKDAYS, name));
  }

  /** A weekday in Mandarin: 周一. */
  static String mandarinWeekday(String name) {
    return "周" + "一二三四五六日".charAt(index(WEEKDAYS, name));
  }

  /** Whether three letters here begin the name of a month or weekday. */
  static boolean mayStart(Place place) {
    int end = place.start() + SHORTEST;
    return Place.isLatin(place.first())
        && end <= place.text().length()
        && STARTS.contains(place.text().substring(place.start(), end).toLowerCase(Locale.ROOT));
  }

  private static int index(List<String> names, String name) {
    String start = name.substring(0, 3).toLowerCase(Locale.ROOT);
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).startsWith(start)) {
        return i;
      }
    }
    throw new IllegalArgumentException(name + " is neither a month nor a weekday");
  }
}
