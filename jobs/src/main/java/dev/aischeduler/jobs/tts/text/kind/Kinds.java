package dev.aischeduler.jobs.tts.text.kind;

import com.ibm.icu.lang.UCharacter;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.List;
import java.util.Optional;

/**
 * All kinds of things that are not spoken as they are written. Where several could begin at the
 * same place the first of the list counts: what has a shape of its own (an e-mail address, a date)
 * comes before what any number may be. Thread-safe.
 */
public final class Kinds {
  /** Marks of Chinese that no kind begins with. */
  private static final String MARKS = "，。、；：！？）》」』】”’";

  private final List<Kind> inOrder;

  /** With the words of the English lexicon. */
  public Kinds(EnglishWords words) {
    Vocabulary shared =
        new Vocabulary(new EnglishNumbers(), new MandarinNumbers(), words, Units.load());
    AddressWords addresses = new AddressWords();
    Weekdays weekdays = new Weekdays();
    Kind dates = new OneOf(new NumericDates(shared), new NamedDates(shared), weekdays);
    Periods periods = new Periods(shared);
    Times clock = new Times(shared);
    Kind times = new OneOf(clock, new Durations(shared));
    Money money = new Money(shared);
    Percents percents = new Percents(shared);
    Measures measures = new Measures(shared);
    this.inOrder =
        List.of(
            new SetFigures(shared),
            new ProgrammingNames(shared),
            new Abbreviations(),
            new ShortTitles(shared),
            weekdays,
            new LetterA(),
            new WebAddresses(shared),
            new FilePaths(shared),
            new Houses(shared, addresses),
            new Highways(shared),
            new Streets(addresses),
            new Rooms(shared, addresses),
            new States(shared, addresses),
            new TimeRanges(shared, clock),
            new ValueRanges(shared, List.of(dates, periods, times, money, percents, measures)),
            dates,
            periods,
            times,
            new Telephones(shared),
            new Versions(shared),
            new Serials(shared),
            new DigitStrings(shared),
            new RomanNumerals(shared),
            new PlusSigns(),
            new Amperes(shared),
            new Angles(shared),
            new Inches(shared),
            money,
            new PerTimes(shared),
            new Powers(shared),
            percents,
            measures,
            new Ordinals(shared),
            new Scores(shared),
            new Fractions(shared),
            new Ranges(shared),
            new Mathematics(shared),
            new Quantities(shared),
            new EnclosedNumbers(shared),
            new Cardinals(shared),
            new Signs());
  }

  /** What starts exactly at this index of a sentence, if anything does. */
  public Optional<Found> at(String sentence, int start) {
    char c = sentence.charAt(start);
    if (UCharacter.isUWhiteSpace(c) || Language.isHan(c) || MARKS.indexOf(c) >= 0) {
      return Optional.empty();
    }
    Place place = new Place(sentence, start);
    if (Place.isLatin(c) && place.followsLetter()) {
      return Optional.empty();
    }
    for (Kind kind : inOrder) {
      Optional<Found> found = kind.at(place);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
