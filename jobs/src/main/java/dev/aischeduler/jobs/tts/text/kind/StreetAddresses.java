package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * American addresses, piece by piece: the number of a house, points of the compass, the kind of
 * street, apartments, states with their postal codes, numbered highways. Each piece looks at what
 * stands around it, since St., Dr., Fl. and IN are other words elsewhere. Read in English.
 */
final class StreetAddresses extends Kind {
  private static final String NAME = "(?:[A-Z][A-Za-z'.-]{0,20}|\\d{1,3}(?:st|nd|rd|th)) ";
  private static final String HOUSE = "(?<![\\w.,:/#$€£¥+-])(\\d{1,5})[A-Za-z]? ";

  /** Longest look back: a number, a point of the compass and some names. */
  private static final int LONG_BEFORE = 80;

  private static final int NEAR_BEFORE = 24;

  /** Names of which St. is a part, and no street: {@code Mount St. Helens}. */
  private static final Pattern BEFORE_SAINT =
      Pattern.compile("\\b(?:Mount|Mt\\.?|Port|Lake|Fort|North|South|East|West) $");

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

  /** A place where somebody is, lives or goes. */
  private static final Pattern LOCATED =
      Pattern.compile(
          "(?:\\b(?:in|from|near|to|at|through|outside|around|visit|via) |\\d.{0,50}, )"
              + "(?:[A-Z][A-Za-z.'-]{0,20} ){0,2}[A-Z][a-z'-]{1,20}, $");

  private static final Pattern TOWN_ALONE =
      Pattern.compile(
          "^(?!(?:Yes|No|Well|Oh|Okay|Sure|Hey|Hi|Hello|So|Please|Thanks|Right|Fine)\\b)"
              + "(?:[A-Z][A-Za-z.'-]{0,20} ){0,2}[A-Z][a-z'-]{2,20}, $");

  /** One word alone; two may be somebody's name before a degree. */
  private static final Pattern ONE_WORD =
      Pattern.compile("(?:^|[,;:(] ?|\\b[a-z]{1,20} )[A-Z][a-z'-]{2,20}, $");

  private static final Pattern TOWN = Pattern.compile("[A-Z][A-Za-z.'-]{1,20}, $");
  private static final Pattern TOWN_NO_COMMA = Pattern.compile("[A-Z][A-Za-z.'-]{1,20},? $");
  private static final Pattern DEGREE = Pattern.compile("MD|MA|MS|PA");
  private static final int LONGEST_IN_PAIRS = 4;

  private final EnglishNumbers english;
  private final AddressWords table = new AddressWords();
  private final Pattern townAndState;
  private final Pattern numberedStreet;
  private final Pattern plainStreet;
  private final Pattern namedStreet;
  private final Pattern afterStreet;
  private final Pattern stateBefore;

  StreetAddresses(Vocabulary shared) {
    this.english = shared.english();
    String compass = table.any(k -> k.equals("compass"));
    String compassDot = "(?:" + compass + "|[NS]\\.? ?[EW])\\.?";
    String street = "(?i:" + table.any(k -> k.startsWith("street")) + ")";
    String states = table.any(k -> k.startsWith("state"));
    String capital = "(?:(?:" + compassDot + "|North|South|East|West) )?(?:" + NAME + "){1,5}?";
    String lower =
        "(?:(?:[nsew]|north|south|east|west)\\.? )?(?!(?:in|of|on|to|at|the|a|and|or|for) )[a-z]{2,20} ";
    String lowerStreet = "(?:st|ave|blvd|rd|ln|pkwy|expy)";
    String noLetter = "(?![A-Za-z0-9'])";

    this.townAndState =
        Pattern.compile("^ (?:[A-Z][a-z'-]{1,20} ){0,2}[A-Z][a-z'-]{1,20},? " + states + "\\b");
    this.numberedStreet = Pattern.compile(HOUSE + "(" + capital + ")$");
    this.plainStreet = Pattern.compile(HOUSE + "(" + lower + ")$");
    this.namedStreet =
        Pattern.compile(
            "(?<![\\w.'-])(?:"
                + NAME
                + "){0,2}(?!(?:The|A|An|My|Our|His|Her|In|On|And|Or|But|Dear|Hi) )"
                + "(?:[A-Z][a-z'-]{1,20}|[JS]r\\.|[A-Z]|\\d{1,3}(?:st|nd|rd|th)) $");
    this.afterStreet =
        Pattern.compile(
            "(?:(?<![A-Za-z])"
                + street
                + "\\.?,? |(?:I-|US[- ]|Hwy\\.? |Highway |Route |Interstate )\\d{1,3} )$");
    this.stateBefore =
        Pattern.compile(
            "(?i)(?<![A-Za-z])(?:" + table.anyRead(k -> k.startsWith("state")) + "|D\\.C\\.),? $");

    rule(
        "(\\d{1,5})(?:[-–](\\d{1,5}))?([A-Za-z])?(?= "
            + capital
            + "("
            + street
            + ")(\\.?)"
            + noLetter
            + ")",
        m -> house(m, true));
    rule(
        "(\\d{1,5})(?:[-–](\\d{1,5}))?([A-Za-z])?(?= "
            + lower
            + "("
            + lowerStreet
            + ")(\\.?)"
            + noLetter
            + ")",
        m -> house(m, false));
    rule("(\\d{1,5})(?= [NSEW]\\.? [A-Z][a-z'-]{1,20},)", this::houseOfNamedRoad);
    rule(
        "([NSEW]\\.?)(?= [A-Z][a-z'-]{1,20},)(?<=(?<![\\w.,])\\d{1,5} [NSEW]\\.?)",
        m -> said(compass(m.group(1))));
    rule(
        "(" + compassDot + ")(?= (?:" + NAME + "){1,4}?(?i:" + street + ")\\.?" + noLetter + ")",
        this::compassBefore);
    rule("(" + compassDot + ")" + noLetter, this::compassAfter);
    rule("(?:Hwy|HWY|hwy)\\.? ?(\\d{1,3})" + noLetter, m -> numbered("highway", m));
    rule("(?:Rte|RTE|Rt)\\.? ?(\\d{1,3})" + noLetter, m -> numbered("route", m));
    rule("([Hh]ighway|[Rr]oute|[Ii]nterstate) (\\d{1,3})(?![\\w%]|[.,:]\\d)", this::highway);
    rule("(" + street + ")(\\.?)" + noLetter, this::street);
    rule("I-(\\d{1,3})(?![\\w-]|[.,]\\d)", m -> numbered("i", m));
    rule(
        "U\\.?S\\.?[- ](\\d{1,3})(?![\\w-]|[.,/]\\d)(?! ?(?:[$%]|million|billion|[a-z]{3}))",
        m -> numbered("u s", m));
    rule("SR-(\\d{1,3})(?![\\w-])", m -> numbered("s r", m));
    rule("[Pp]\\.? ?[Oo]\\.? ?[Bb](?:ox|OX) ?#?(\\d{1,10})(?!\\d)", m -> numbered("p o box", m));
    rule(
        "(" + table.any(k -> k.equals("room")) + ")\\.? ?#?(\\d{1,5})([A-Z]?)(?![\\w]|[.,:]\\d)",
        this::room);
    rule(
        "(" + table.any(k -> k.equals("room")) + ")\\.? ?#?(?=[A-Z]?[-]?\\d|[A-Z](?![A-Za-z]))",
        this::roomOnly);
    rule("Fl\\.?" + noLetter + "(?<=\\d(?:st|nd|rd|th) Fl\\.?)", m -> said("floor"));
    rule("(" + states + "),? (\\d{5})(?:-(\\d{4}))?(?![\\w-]|[.,]\\d)", this::stateAndCode);
    rule(
        "(" + states + ")(?![\\w'&.-]|\\.[A-Z])|(" + states + ")(?=\\.(?:$|[ )\"'\\]]))",
        this::state);
    rule("(\\d{5})(?:-(\\d{4}))?(?![\\w-]|[.,]\\d)", this::code);
  }

  /** A word in lower case is only tried where a figure is near. */
  @Override
  Optional<Found> at(Place place) {
    char c = place.first();
    boolean may =
        Character.isUpperCase(c)
            || Character.isDigit(c)
            || (Character.isLowerCase(c) && isFigureNear(place));
    return may ? super.at(place) : Optional.empty();
  }

  private static boolean isFigureNear(Place place) {
    int to = Math.min(place.text().length(), place.start() + NEAR_BEFORE);
    for (int i = Math.max(0, place.start() - NEAR_BEFORE); i < to; i++) {
      if (Character.isDigit(place.text().charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Spoken house(Match m, boolean capital) {
    Place place = m.place();
    String before = place.before(NEAR_BEFORE);
    boolean free = before.isEmpty() || !before.matches("(?s).*[\\w.,:/#$€£¥+–-]");
    String number = m.group(1);
    if (!free || (YEAR.matcher(number).matches() && YEAR_BEFORE.matcher(before).find())) {
      return null;
    }
    int suffix = m.groups().start(4);
    String name = place.text().substring(m.groups().end(), suffix);
    String after = near(place.text(), m.groups().end(5));
    boolean is = isStreet(name, m.group(4), after);
    if (!is || (!capital && number.length() > LONGEST_IN_PAIRS)) {
      return null;
    }
    String letter = m.optional(3);
    String second = m.optional(2);
    return Spoken.inEnglish(
        () ->
            inPairs(number)
                + (second == null ? "" : " to " + inPairs(second))
                + (letter == null ? "" : " " + EnglishWords.letters(letter)));
  }

  /** The house of a road without its kind: {@code 555 E. Lafayette, Detroit}. */
  private @Nullable Spoken houseOfNamedRoad(Match m) {
    boolean free = m.place().before(1).matches("[ (]?") && !YEAR_BEFORE.matcher(m.before()).find();
    return free ? Spoken.inEnglish(() -> inPairs(m.group(1))) : null;
  }

  /** Whether St. is no saint and Dr. no doctor. */
  private boolean isStreet(String nameBefore, String written, String after) {
    String suffix = written.toLowerCase(Locale.ROOT);
    boolean title = suffix.equals("st") || suffix.equals("dr");
    if (!title || !after.matches("(?s) [A-Z][a-z'].*")) {
      return true;
    }
    if (townAndState.matcher(after).find() || GOES_ON.matcher(after).find()) {
      return true;
    }
    return !BEFORE_SAINT.matcher(nameBefore).find();
  }

  private @Nullable Spoken street(Match m) {
    Place place = m.place();
    String written = m.group(1);
    String suffix = written.toLowerCase(Locale.ROOT);
    String reading = table.reading("street", suffix);
    String surely = table.reading("street-sure", suffix);
    if (suffix.equals(reading) || (reading.isEmpty() && surely.isEmpty()) || place.start() == 0) {
      return saint(m);
    }
    String before = place.before(LONG_BEFORE);
    String after = near(place.text(), m.groups().end());
    boolean dot = !m.group(2).isEmpty();
    String street = reading.isEmpty() ? surely : reading;
    if (isNumbered(before) || plainStreet.matcher(before).find()) {
      return isStreet(before, written, after) ? said(street) : saint(m);
    }
    boolean shouted = written.equals("ST") || written.equals("AVE") || written.equals("RD");
    if (shouted && before.matches("(?s).*[A-Z]{3,20} ")) {
      return said(street);
    }
    boolean capital = Character.isUpperCase(written.charAt(0));
    if (!capital || !namedStreet.matcher(before).find() || BEFORE_SAINT.matcher(before).find()) {
      return capital || !before.matches("(?s).*\\d(?:st|nd|rd|th) ") ? saint(m) : said(street);
    }
    if (!surely.isEmpty()) {
      return said(surely);
    }
    boolean named = after.matches("(?s) [A-Z].*") && !GOES_ON.matcher(after).find();
    boolean titled = suffix.equals("dr") && !dot;
    boolean known = before.endsWith("Wall ") || before.matches("(?s).*\\d(?:st|nd|rd|th) ");
    boolean alone = suffix.equals("st") || suffix.equals("dr");
    return alone && !titled && (!named || known) ? said(street) : saint(m);
  }

  /** Whether a house's number and a name stand before; a year is none. */
  private boolean isNumbered(String before) {
    Matcher m = numberedStreet.matcher(before);
    return m.find()
        && !(YEAR.matcher(m.group(1)).matches()
            && YEAR_BEFORE.matcher(before.substring(0, m.start(1))).find());
  }

  /** St before a name, where it is no street. */
  private static @Nullable Spoken saint(Match m) {
    String after = near(m.place().text(), m.groups().end());
    return m.group(1).equals("St") && after.matches("(?s) [A-Z][a-z'].*") ? said("saint") : null;
  }

  private @Nullable Spoken compassBefore(Match m) {
    String before = m.place().before(NEAR_BEFORE);
    boolean initial = m.text().endsWith(".") && !before.matches("(?s).*\\d[A-Za-z]? ");
    boolean free =
        before.matches("(?s)(?:|.*[\\d, ]|.*\\d[A-Za-z]? )") && !before.matches("(?s).*[A-Z]\\.? ");
    return free && !initial ? said(compass(m.group(1))) : null;
  }

  private @Nullable Spoken compassAfter(Match m) {
    return afterStreet.matcher(m.place().before(NEAR_BEFORE)).find()
        ? said(compass(m.group(1)))
        : null;
  }

  private String compass(String written) {
    return table.reading("compass", written.replace(".", "").replace(" ", ""));
  }

  private Spoken highway(Match m) {
    return numberedAs(m.group(1).toLowerCase(Locale.ROOT), m.group(2));
  }

  private @Nullable Spoken numbered(String what, Match m) {
    return m.place().followsWord() ? null : numberedAs(what, m.group(1));
  }

  private Spoken numberedAs(String what, String number) {
    return Spoken.inEnglish(() -> what + " " + inPairs(number));
  }

  private @Nullable Spoken room(Match m) {
    if (m.place().followsWord()) {
      return null;
    }
    String letter = m.group(3);
    return Spoken.inEnglish(
        () ->
            table.reading("room", m.group(1))
                + " "
                + inPairs(m.group(2))
                + (letter.isEmpty() ? "" : " " + EnglishWords.letters(letter)));
  }

  private @Nullable Spoken roomOnly(Match m) {
    return m.place().followsWord() ? null : said(table.reading("room", m.group(1)));
  }

  private @Nullable Spoken stateAndCode(Match m) {
    return TOWN_NO_COMMA.matcher(m.place().before(NEAR_BEFORE)).find()
        ? Spoken.inEnglish(() -> stateName(m.group(1)) + " " + digits(m.group(2), m.optional(3)))
        : null;
  }

  private @Nullable Spoken state(Match m) {
    String before = m.place().before(LONG_BEFORE);
    if (!TOWN.matcher(before).find()) {
      return null;
    }
    String letters = m.text();
    if (table.reading("state", letters).isEmpty()) {
      boolean degree = DEGREE.matcher(letters).matches();
      boolean located =
          LOCATED.matcher(before).find() || (degree ? ONE_WORD : TOWN_ALONE).matcher(before).find();
      boolean ends = near(m.place().text(), m.groups().end()).matches("(?s)(?:|[.,;:)\"].*|\n.*)");
      if (!located || !(ends || degree)) {
        return null;
      }
    }
    return said(stateName(letters));
  }

  private String stateName(String letters) {
    return table.reading("state", letters) + table.reading("state-word", letters);
  }

  private @Nullable Spoken code(Match m) {
    String after = near(m.place().text(), m.groups().end());
    boolean ends = after.matches("(?s)(?:|[.,;:)\n].*| (?:U\\.?S|United).*)");
    return ends && stateBefore.matcher(m.place().before(NEAR_BEFORE)).find()
        ? Spoken.inEnglish(() -> digits(m.group(1), m.optional(2)))
        : null;
  }

  private String digits(String code, @Nullable String more) {
    return english.digits(code) + (more == null ? "" : ", " + english.digits(more));
  }

  /** As numbers of houses are said: fourteen twenty eight, three oh five, twelve hundred. */
  private String inPairs(String number) {
    int length = number.length();
    if (number.startsWith("0") || length > LONGEST_IN_PAIRS) {
      return english.digits(number);
    }
    long value = Long.parseLong(number);
    if (length < 3 || value % 1000 == 0) {
      return english.cardinal(value);
    }
    long rest = value % 100;
    String first = english.cardinal(value / 100);
    if (rest == 0) {
      return first + " hundred";
    }
    return first + (rest < 10 ? " oh " : " ") + english.cardinal(rest);
  }

  private static String near(String text, int from) {
    return text.substring(from, Math.min(text.length(), from + LONG_BEFORE));
  }

  private static Spoken said(String words) {
    return Spoken.inEnglish(() -> words);
  }
}
