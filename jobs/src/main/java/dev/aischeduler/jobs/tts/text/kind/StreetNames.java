package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How names of streets look, and what stands around them: St. is a saint and Dr. a doctor
 * elsewhere. Thread-safe.
 */
final class StreetNames {
  /** One word of a name, with a blank after it. */
  static final String WORD = "(?:[A-Z][A-Za-z'.-]{0,20}|\\d{1,3}(?:st|nd|rd|th)) ";

  /** Longest look back and ahead: a number, a point of the compass and some names. */
  static final int FAR = 80;

  static final int NEAR = 24;

  /** The word is complete. */
  static final String END = "(?![A-Za-z0-9'])";

  private static final String HOUSE = "(?<![\\w.,:/#$€£¥+-])(\\d{1,5})[A-Za-z]? ";

  /** Names of which St. is a part, and no street: {@code Mount St. Helens}. */
  private static final Pattern BEFORE_SAINT =
      Pattern.compile("\\b(?:Mount|Mt\\.?|Port|Lake|Fort|North|South|East|West) $");

  private static final Pattern NAME_NEXT = Pattern.compile(" [A-Z][a-z']");

  private static final Pattern YEAR_BEFORE =
      Pattern.compile(
          "\\b(?:[Ii]n|[Ss]ince|[Bb]y|[Dd]uring|[Uu]ntil|[Tt]ill|[Oo]f|(?:Jan|Febr)uary|March|April"
              + "|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber) $");

  private static final Pattern YEAR = Pattern.compile("1[5-9]\\d\\d|20\\d\\d");

  /** Another sentence, or more of the address, goes on after the street. */
  private static final Pattern GOES_ON =
      Pattern.compile(
          "^ (?:Apt|Apartment|Suite|Ste|Unit|Floor|Room|Rm|Bldg|North|South|East|West|The|It|He|She|We"
              + "|They|This|That|There|And|But)\\b");

  /** Regular expression for a name of up to five words, perhaps with a point of the compass. */
  final String capitalised;

  /** Regular expression for a name in small letters. */
  final String small =
      "(?:(?:[nsew]|north|south|east|west)\\.? )?(?!(?:in|of|on|to|at|the|a|and|or|for) )[a-z]{2,20} ";

  /** Regular expression for a point of the compass: {@code N}, {@code SW}, {@code N. E.}. */
  final String compass;

  private final Pattern townAndState;
  private final Pattern numbered;
  private final Pattern numberedSmall;
  private final Pattern named;

  StreetNames(AddressWords table) {
    String points = table.any(k -> k.equals("compass"));
    String states = table.any(k -> k.startsWith("state"));
    this.compass = "(?:" + points + "|[NS]\\.? ?[EW])\\.?";
    this.capitalised = "(?:(?:" + compass + "|North|South|East|West) )?(?:" + WORD + "){1,5}?";
    this.townAndState =
        Pattern.compile("^ (?:[A-Z][a-z'-]{1,20} ){0,2}[A-Z][a-z'-]{1,20},? " + states + "\\b");
    this.numbered = Pattern.compile(HOUSE + "(" + capitalised + ")$");
    this.numberedSmall = Pattern.compile(HOUSE + "(" + small + ")$");
    this.named =
        Pattern.compile(
            "(?<![\\w.'-])(?:"
                + WORD
                + "){0,2}(?!(?:The|A|An|My|Our|His|Her|In|On|And|Or|But|Dear|Hi) )"
                + "(?:[A-Z][a-z'-]{1,20}|[JS]r\\.|[A-Z]|\\d{1,3}(?:st|nd|rd|th)) $");
  }

  /** Whether a name of a street ends here, without asking for the number of a house. */
  boolean endsName(String before) {
    return named.matcher(before).find() && !BEFORE_SAINT.matcher(before).find();
  }

  /** Whether a house's number and a name in any case end here; a year is no number of a house. */
  boolean endsNumbered(String before) {
    Matcher m = numbered.matcher(before);
    boolean capital = m.find() && !isYear(m.group(1), before.substring(0, m.start(1)));
    return capital || numberedSmall.matcher(before).find();
  }

  /** Whether a number is a year by the word before it. */
  static boolean isYear(String number, String before) {
    return YEAR.matcher(number).matches() && asksForYear(before);
  }

  static boolean asksForYear(String before) {
    return YEAR_BEFORE.matcher(before).find();
  }

  /** Whether another sentence or more of the address follows. */
  static boolean goesOn(String after) {
    return GOES_ON.matcher(after).find();
  }

  static boolean isBeforeName(String after) {
    return NAME_NEXT.matcher(after).lookingAt();
  }

  /** Whether St. is no saint and Dr. no doctor after the name of a numbered street. */
  boolean isStreet(String nameBefore, String written, String after) {
    String suffix = written.toLowerCase(Locale.ROOT);
    boolean title = suffix.equals("st") || suffix.equals("dr");
    if (!title || !isBeforeName(after)) {
      return true;
    }
    return townAndState.matcher(after).find()
        || goesOn(after)
        || !BEFORE_SAINT.matcher(nameBefore).find();
  }
}
