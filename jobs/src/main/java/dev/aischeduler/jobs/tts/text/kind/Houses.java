package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of houses before the name of their street: {@code 742 Evergreen Ter}. Read in English.
 */
final class Houses extends Kind {
  private static final Pattern JOINED = Pattern.compile("[\\w.,:/#$€£¥+–-]$");
  private static final Pattern FREE = Pattern.compile("[ (]?");

  private final EnglishNumbers english;
  private final StreetNames names;

  Houses(Vocabulary shared, AddressWords table) {
    this.english = shared.english();
    this.names = new StreetNames(table);
    String street = "(?i:" + table.any(k -> k.startsWith("street")) + ")";
    String number = "(\\d{1,5})(?:[-–](\\d{1,5}))?([A-Za-z])?";
    rule(
        number + "(?= " + names.capitalised + "(" + street + ")(\\.?)" + StreetNames.END + ")",
        m -> house(m, Integer.MAX_VALUE));
    rule(
        number
            + "(?= "
            + names.small
            + "((?:st|ave|blvd|rd|ln|pkwy|expy))(\\.?)"
            + StreetNames.END
            + ")",
        m -> house(m, EnglishNumbers.MOST_IN_PAIRS));
    rule("(\\d{1,5})(?= [NSEW]\\.? [A-Z][a-z'-]{1,20},)", this::ofNamedRoad);
  }

  private @Nullable Spoken house(Match m, int longest) {
    Place place = m.place();
    String before = place.before(StreetNames.NEAR);
    String number = m.group(1);
    if (number.length() > longest
        || JOINED.matcher(before).find()
        || StreetNames.isYear(number, before)) {
      return null;
    }
    int suffix = m.groups().start(4);
    int end = m.groups().end(5);
    String text = place.text();
    String name = text.substring(m.groups().end(), suffix);
    String after = text.substring(end, Math.min(text.length(), end + StreetNames.FAR));
    if (!names.isStreet(name, m.group(4), after)) {
      return null;
    }
    String letter = m.optional(3);
    String second = m.optional(2);
    return Spoken.inEnglish(
        () ->
            english.inPairs(number)
                + (second == null ? "" : " to " + english.inPairs(second))
                + (letter == null ? "" : " " + EnglishWords.letters(letter)));
  }

  /** The house of a road without its kind: {@code 555 E. Lafayette, Detroit}. */
  private @Nullable Spoken ofNamedRoad(Match m) {
    boolean free =
        FREE.matcher(m.place().before(1)).matches() && !StreetNames.asksForYear(m.before());
    return free ? Spoken.inEnglish(() -> english.inPairs(m.group(1))) : null;
  }
}
