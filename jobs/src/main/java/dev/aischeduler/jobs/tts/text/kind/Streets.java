package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of streets written short and the points of the compass beside their names: {@code Ave},
 * {@code N. Clark Expy}; and St before the name of a saint. Read in English.
 */
final class Streets extends Kind {
  private static final Pattern AFTER_ORDINAL = Pattern.compile("\\d(?:st|nd|rd|th) $");
  private static final Pattern ORDINAL_NEXT = Pattern.compile(" \\d{1,3}(?:st|nd|rd|th) ");
  private static final Pattern AFTER_CAPITALS = Pattern.compile("[A-Z]{3,20} $");
  private static final Pattern CAPITAL_NEXT = Pattern.compile(" [A-Z]");
  private static final Pattern AFTER_HOUSE = Pattern.compile("\\d[A-Za-z]? $");
  private static final Pattern FREE = Pattern.compile("(?:^|[\\d, ]|\\d[A-Za-z]? )$");
  private static final Pattern AFTER_INITIAL = Pattern.compile("[A-Z]\\.? $");

  private final AddressWords table;
  private final StreetNames names;
  private final Pattern afterStreet;

  Streets(AddressWords table) {
    this.table = table;
    this.names = new StreetNames(table);
    String street = "(?i:" + table.any(k -> k.startsWith("street")) + ")";
    this.afterStreet =
        Pattern.compile(
            "(?:(?<![A-Za-z])"
                + street
                + "\\.?,? |(?:I-|US[- ]|Hwy\\.? |Highway |Route |Interstate )\\d{1,3} )$");
    rule(
        "([NSEW]\\.?)(?= [A-Z][a-z'-]{1,20},)(?<=(?<![\\w.,])\\d{1,5} [NSEW]\\.?)",
        m -> Spoken.words(compass(m.group(1))));
    rule(
        "("
            + names.compass
            + ")(?= (?:"
            + StreetNames.WORD
            + "){1,4}?"
            + street
            + "\\.?"
            + StreetNames.END
            + ")",
        this::compassBefore);
    rule("(" + names.compass + ")" + StreetNames.END, this::compassAfter);
    rule(
        "([NSEW])\\.(?= (?:Korea|Koreans?|Dakota|Carolina|Ireland|Africa|America|Virginia|Vietnam|Sudan|Yemen"
            + "|Bank|Coast|Macedonia|Germany|Berlin|London|Jerusalem|Hollywood)\\b)",
        m -> Spoken.words(compass(m.group(1))));
    rule("(" + street + ")(\\.?)" + StreetNames.END, this::street);
  }

  /** A word in lower case is only tried where a figure is near. */
  @Override
  Optional<Found> at(Place place) {
    boolean may =
        Character.isUpperCase(place.first())
            || (Character.isLowerCase(place.first()) && isFigureNear(place));
    return may ? super.at(place) : Optional.empty();
  }

  private static boolean isFigureNear(Place place) {
    int to = Math.min(place.text().length(), place.start() + StreetNames.NEAR);
    for (int i = Math.max(0, place.start() - StreetNames.NEAR); i < to; i++) {
      if (Character.isDigit(place.text().charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Spoken street(Match m) {
    String written = m.group(1);
    String suffix = written.toLowerCase(Locale.ROOT);
    String reading = table.reading("street", suffix);
    String surely = table.reading("street-sure", suffix);
    if (suffix.equals(reading)
        || (reading.isEmpty() && surely.isEmpty())
        || m.place().start() == 0) {
      return saint(m);
    }
    String before = m.place().before(StreetNames.FAR);
    String after = m.after(StreetNames.FAR);
    Spoken street = Spoken.words(reading.isEmpty() ? surely : reading);
    if (names.endsNumbered(before)) {
      return names.isStreet(before, written, after) ? street : saint(m);
    }
    boolean shouted = written.equals("ST") || written.equals("AVE") || written.equals("RD");
    if (shouted && AFTER_CAPITALS.matcher(before).find()) {
      return street;
    }
    boolean capital = Character.isUpperCase(written.charAt(0));
    boolean ordinal = AFTER_ORDINAL.matcher(before).find();
    if (!capital || !names.endsName(before)) {
      return capital || !ordinal ? saint(m) : street;
    }
    if (!surely.isEmpty()) {
      return street;
    }
    boolean named = CAPITAL_NEXT.matcher(after).lookingAt() && !StreetNames.goesOn(after);
    boolean titled = suffix.equals("dr") && m.group(2).isEmpty();
    boolean known = before.endsWith("Wall ") || ordinal;
    boolean alone = suffix.equals("st") || suffix.equals("dr");
    return alone && !titled && (!named || known) ? street : saint(m);
  }

  /** St before a name, where it is no street. */
  private static @Nullable Spoken saint(Match m) {
    boolean saint = m.group(1).equals("St") && StreetNames.isBeforeName(m.after(StreetNames.NEAR));
    return saint ? Spoken.words("saint") : null;
  }

  private @Nullable Spoken compassBefore(Match m) {
    String before = m.place().before(StreetNames.NEAR);
    boolean ordinal = ORDINAL_NEXT.matcher(m.after(StreetNames.NEAR)).lookingAt();
    boolean initial = m.text().endsWith(".") && !ordinal && !AFTER_HOUSE.matcher(before).find();
    boolean free = FREE.matcher(before).find() && !AFTER_INITIAL.matcher(before).find();
    return free && !initial ? Spoken.words(compass(m.group(1))) : null;
  }

  private @Nullable Spoken compassAfter(Match m) {
    return afterStreet.matcher(m.place().before(StreetNames.NEAR)).find()
        ? Spoken.words(compass(m.group(1)))
        : null;
  }

  private String compass(String written) {
    return table.reading("compass", written.replace(".", "").replace(" ", ""));
  }
}
