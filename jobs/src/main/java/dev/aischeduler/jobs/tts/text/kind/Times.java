package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times of day: {@code 15:30}, {@code 3:30:15 pm}, {@code 5 a.m.} */
final class Times extends Kind {
  private static final String HALF = "(?: ?([AaPp])(?:\\. ?[Mm]\\.?|[Mm])(?![A-Za-z]{4}))";

  private static final Pattern NO_TIME = Pattern.compile("(?:比分|比例|比率|比|[以])\\D{0,2}$");

  private static final Pattern RATIO =
      Pattern.compile(
          "(?i)\\b(?:ratio|scale|odds|diluted|dilution|aspect|proportion)(?: (?:of|is|was|at|to))? $");

  private static final Pattern OF_RATIO =
      Pattern.compile(
          "(?i)(?:dilution|ratio|scale|mix|mixture|odds|aspect|model|replica|split|leverage)\\b");

  private static final int FAR = 24;
  private static final int LARGEST_OFFSET = 14;

  private final ClockWords words;

  Times(Vocabulary shared) {
    this.words = new ClockWords(shared.english(), shared.mandarin());
    String halfAndZone = HALF + "(?:,? ?" + TimeZones.CAPITALS + "| ?" + TimeZones.SMALL + ")?";
    rule(
        "(?:[Tt]|(?<=\\d{4}-\\d{2}-\\d{2} ))(\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
            + "([-−](?:0\\d|1[0-2]):?[0-5]\\d)(?![\\w:])",
        this::isoClock);
    rule("(\\d{1,3}):([0-5]\\d)\\.(\\d{1,3})(?![\\d:.,]\\d|\\d)", words::lap);
    rule(
        "[Tt]?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?:"
            + halfAndZone
            + "(?![A-Za-z])| ?"
            + TimeZones.CAPITALS
            + "|(?<=:\\d{2}|\\.\\d{1,9})"
            + TimeZones.OFFSET
            + "(?![A-Za-z\\d]))?(?![\\d:]|,\\d{3})",
        this::clock);
    rule(
        "(UTC|GMT) ?([-−+±])(\\d{1,2})(?::?([0-5]\\d))?(?![\\d:])",
        m -> m.number(3) <= LARGEST_OFFSET ? words.offset(m) : null);
    rule("(\\d{1,2})\\.(\\d{2})" + halfAndZone + "(?![A-Za-z])", this::pointed);
    rule("(\\d{1,2})" + halfAndZone + "(?![A-Za-z])", this::hour);
    rule("([01]?\\d|2[0-4])h([0-5]\\d)(?![A-Za-z\\d]|\\.\\d)", this::french);
    rule(
        "(?<=[点分秒时刻] ?)([AaPp])\\.?[Mm](?:\\.(?!$))?(?![A-Za-z])",
        m -> Spoken.inEnglish(() -> EnglishWords.letters(m.group(1) + "m")));
  }

  /** West of Greenwich, which only a date or {@code T} before it tells from a range of times. */
  private @Nullable Spoken isoClock(Match m) {
    boolean valid = m.number(1) <= 24 && m.number(2) <= 59;
    Clock clock =
        new Clock(
            m.number(1),
            m.number(2),
            m.has(3) ? m.number(3) : -1,
            m.has(4) ? m.group(4) : "",
            null,
            m.group(5));
    return valid ? words.spoken(clock) : null;
  }

  private @Nullable Spoken clock(Match m) {
    String zone =
        m.has(6) ? m.group(6) : m.has(7) ? m.group(7) : m.has(8) ? m.group(8) : m.optional(9);
    Clock clock =
        new Clock(
            m.number(1),
            m.number(2),
            m.has(3) ? m.number(3) : -1,
            m.has(4) ? m.group(4) : "",
            half(m.optional(5)),
            zone);
    boolean minutes = clock.minute() <= 59 || (clock.half() != null && clock.second() < 0);
    boolean valid = clock.hour() <= 24 && minutes && clock.second() <= 59;
    boolean ratio =
        NO_TIME.matcher(m.before()).find()
            || RATIO.matcher(m.place().before(FAR)).find()
            || OF_RATIO.matcher(m.after()).lookingAt();
    return valid && !ratio ? words.spoken(clock) : null;
  }

  /** {@code 1.59 p.m.} */
  private @Nullable Spoken pointed(Match m) {
    boolean valid = m.number(1) <= 24 && m.number(2) <= 59;
    return valid
        ? words.spoken(new Clock(m.number(1), m.number(2), -1, "", half(m.optional(3)), zone(m, 4)))
        : null;
  }

  private @Nullable Spoken hour(Match m) {
    return m.number(1) <= 24
        ? words.spoken(new Clock(m.number(1), 0, -1, "", half(m.optional(2)), zone(m, 3)))
        : null;
  }

  private static @Nullable String zone(Match m, int group) {
    return m.has(group) ? m.group(group) : m.optional(group + 1);
  }

  private @Nullable Spoken french(Match m) {
    return words.spoken(new Clock(m.number(1), m.number(2), -1, "", null, null));
  }

  private static @Nullable String half(@Nullable String letter) {
    return letter == null ? null : letter.toLowerCase(Locale.ROOT);
  }
}
