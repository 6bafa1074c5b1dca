package dev.aischeduler.jobs.tts.text.kind;

/** Degrees, minutes and seconds of an angle or a place on the globe: {@code 40°26'46"N}. */
final class Angles extends Kind {
  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Angles(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule(
        "(\\d{1,3})[°º] ?(\\d{1,2})['′](?: ?(\\d{1,2}(?:\\.\\d{1,6})?)(?:[\"″]|''))?(?: ?([NSEW])(?![A-Za-z]))?",
        this::angle);
  }

  private Spoken angle(Match m) {
    return Spoken.of(
        () ->
            english.count(m.number(1), "degree")
                + " "
                + english.count(m.number(2), "minute")
                + (m.has(3)
                    ? " "
                        + english.amount(m.amount(3))
                        + (m.amount(3).is(1) ? " second" : " seconds")
                    : "")
                + (m.has(4) ? " " + direction(m.group(4)) : ""),
        () ->
            (m.has(4) ? mandarinDirection(m.group(4)) : "")
                + mandarin.cardinal(m.number(1))
                + "度"
                + mandarin.cardinal(m.number(2))
                + "分"
                + (m.has(3) ? mandarin.amount(m.amount(3)) + "秒" : ""));
  }

  private static String direction(String letter) {
    return switch (letter) {
      case "N" -> "north";
      case "S" -> "south";
      case "E" -> "east";
      default -> "west";
    };
  }

  private static String mandarinDirection(String letter) {
    return switch (letter) {
      case "N" -> "北纬";
      case "S" -> "南纬";
      case "E" -> "东经";
      default -> "西经";
    };
  }
}
