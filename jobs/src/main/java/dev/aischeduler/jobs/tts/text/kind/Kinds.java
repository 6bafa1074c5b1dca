package dev.aischeduler.jobs.tts.text.kind;

import com.ibm.icu.lang.UCharacter;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All kinds of things that are not spoken as they are written. Where several could begin at the
 * same place the first of the list counts: what has a shape of its own (an e-mail address, a date)
 * comes before what any number may be. A value may be the first of a range. Thread-safe.
 */
public final class Kinds {
  /** Marks of Chinese that no kind begins with. */
  private static final String MARKS = "，。、；：！？）》」』】”’";

  private final List<Kind> inOrder;

  /** In order, for each ASCII character those that may begin with it. */
  private final List<List<Kind>> byBeginning;

  private final ValueRanges ranges;

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
    this.byBeginning =
        IntStream.range(0, Kind.ASCII)
            .mapToObj(c -> inOrder.stream().filter(k -> k.mayBeginWith((char) c)).toList())
            .toList();
    this.ranges = new ValueRanges(Set.of(dates, periods, times, money, percents, measures));
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
    for (Kind kind : c < Kind.ASCII ? byBeginning.get(c) : inOrder) {
      Optional<Found> found = kind.at(place);
      if (found.isPresent()) {
        return found.map(first -> ranges.from(sentence, first, kind));
      }
    }
    return Optional.empty();
  }
}
