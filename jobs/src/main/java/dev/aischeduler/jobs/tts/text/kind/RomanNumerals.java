package dev.aischeduler.jobs.tts.text.kind;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Roman numerals after names, chapters and wars: {@code Henry VIII}, {@code PART XL}. */
final class RomanNumerals extends Kind {
  private static final Pattern CAPITALISED = Pattern.compile("[A-Z][A-Za-z'.]{1,20} $");
  private static final Pattern CENTURY =
      Pattern.compile("^(?i:century|centuries|olympiad|olympics?|olympic|congress|dynasty|corps)");
  private static final Pattern AFTER_LETTER =
      Pattern.compile(
          "(?s)^(?:$|[.,:;!?)\\]\"'–—-].*|(?:of|and|to|or|in|was|is|by|the|ended|began|died)\\b.*)");

  /** What small numerals of two letters or more are numbers of. */
  private static final Pattern LOWER =
      Pattern.compile(
          "(?i)\\b(?:chapter|chap\\.?|part|section|volume|vol\\.|act|scene|appendix|book|page|pp?\\.) $");

  /** The pronoun before its verb, not the numeral. */
  private static final Pattern PRONOUN =
      Pattern.compile(
          "^(?i:am|have|had|would|could|should|might|may|must|think|thought|want|need|know|like|love|feel"
              + "|hope|saw|see|wrote|write|got|get|met|made|never|always|do|don|did|didn|will|can)\\b");

  /** The first of several numerals. */
  private static final Pattern OTHERS =
      Pattern.compile("^(?:[,/–-]|and|or|to|&) ?(?:and |or )?I[IV]");

  private static final Pattern ONE = Pattern.compile("[IVX]");
  private static final Pattern VX = Pattern.compile("[VX]");
  private static final Pattern SMALL = Pattern.compile("[IVX]+");
  private static final Pattern TWO_OR_MORE = Pattern.compile("[IVX]{2,}");

  /** A word with a blank after it; one with a capital letter. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z.] $");

  private static final Pattern PROPER = Pattern.compile("(?<![A-Za-z])[A-Z][A-Za-z.]* $");

  /** No other word after a name. */
  private static final Pattern SURE =
      Pattern.compile("I{2,3}|VI{1,3}|I[VX]|XI{1,3}|XI?V|XVI{0,3}|XI?X|XX[IVX]+");

  /** No other word anywhere. */
  private static final Pattern UNMISTAKABLE =
      Pattern.compile("II|III|VII|VIII|XII|XIII|XIV|XVI+|XIX|XXI+");

  private static final Pattern ENDS = Pattern.compile("$|[.:)]");
  private static final Pattern JOINED = Pattern.compile("[IVX][-–&,] ?$");
  private static final Pattern MANDARIN_BEFORE = Pattern.compile("[\\p{IsHan}]$");
  private static final Pattern MANDARIN_AFTER = Pattern.compile("^[期类級级型度代世号章区段卷部等册篇层组阶]");
  private static final int LONG_BEFORE = 40;
  private static final int MOST_OF_NAME = 39;
  private static final int SHORTEST_YEAR = 4;

  private final RomanContext context = new RomanContext();
  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  RomanNumerals(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule("[\u2160-\u216B\u2170-\u217B]", this::character);
    rule(
        "(?<=(?<![A-Za-z0-9_])[(\\[])(?:i{1,3}|iv|vi{1,3}|ix|xi{0,2})(?=[)\\]])",
        m -> lower(m.text()));
    rule(
        "(?=[ivx]{2,8}(?![A-Za-z0-9']))(x{0,3}(?:ix|iv|v?i{0,3}))(?![A-Za-z0-9'])",
        m -> LOWER.matcher(m.place().before(LONG_BEFORE)).find() ? lower(m.text()) : null);
    rule(
        "(" + RomanNumber.PATTERN + ")[-–](" + RomanNumber.PATTERN + ")(?![A-Za-z0-9'-])",
        m -> context.isNumbered(m.place().before(LONG_BEFORE)) ? range(m) : null);
    rule("(" + RomanNumber.PATTERN + ")('s)?(?![A-Za-z0-9'])", this::withOwner);
  }

  /** What starts here; only a letter of a numeral can. */
  @Override
  Optional<Found> at(Place place) {
    char first = place.first();
    return "IVXLCDMivx".indexOf(first) >= 0 || (first >= '\u2160' && first <= '\u217B')
        ? super.at(place)
        : Optional.empty();
  }

  private Spoken character(Match m) {
    int c = m.text().charAt(0);
    int value = (c >= '\u2170' ? c - '\u2170' : c - '\u2160') + 1;
    return cardinal(value);
  }

  private Spoken lower(String text) {
    return cardinal(RomanNumber.value(text));
  }

  /** {@code Chapters I-III}. */
  private Spoken range(Match m) {
    Spoken from = lower(m.group(1));
    Spoken to = lower(m.group(2));
    return Spoken.of(
        () -> from.english() + " to " + to.english(), () -> from.mandarin() + "到" + to.mandarin());
  }

  /** A numeral, perhaps with {@code 's}. */
  private @Nullable Spoken withOwner(Match m) {
    Spoken numeral = numeral(m);
    if (numeral == null || !m.has(2)) {
      return numeral;
    }
    return m.group(1).equals("I")
        ? null
        : Spoken.of(() -> numeral.english() + "'s", () -> numeral.mandarin() + "的");
  }

  private @Nullable Spoken numeral(Match m) {
    String text = m.group(1);
    if (m.place().followsWord()) {
      return null;
    }
    int value = RomanNumber.value(text);
    String before = m.place().before(LONG_BEFORE);
    boolean han = MANDARIN_BEFORE.matcher(before).find();
    boolean counts =
        MANDARIN_AFTER.matcher(m.after()).find() && (han || text.length() > 1 || before.isEmpty());
    if (counts || (han && TWO_OR_MORE.matcher(text).matches())) {
      return cardinal(value);
    }
    if (CENTURY.matcher(m.after()).find() && SMALL.matcher(text).matches() && !text.equals("I")) {
      return ordinal(value, "");
    }
    if (text.equals("I") && OTHERS.matcher(m.after()).find()) {
      return cardinal(value);
    }
    if (text.length() >= SHORTEST_YEAR && text.startsWith("M") && value >= 1100 && value < 2100) {
      return Spoken.of(() -> english.year(value), () -> mandarin.cardinal(value));
    }
    boolean single = text.length() == 1;
    boolean followed = AFTER_LETTER.matcher(m.after()).find();
    if (context.isNumbered(before) && WORD.matcher(before).find()) {
      boolean proper = PROPER.matcher(before).find();
      boolean pronoun = text.equals("I") && PRONOUN.matcher(m.after()).find();
      boolean known =
          ONE.matcher(text).matches()
              && (followed || (proper && !pronoun))
              && (proper || !text.equals("I"));
      return !single || known || (VX.matcher(text).matches() && proper) ? cardinal(value) : null;
    }
    if (single) {
      boolean ruler = ONE.matcher(text).matches() && context.isRuler(before);
      return ruler && (followed || !text.equals("I")) ? ordinal(value, "the ") : null;
    }
    boolean small = SMALL.matcher(text).matches() && value <= MOST_OF_NAME;
    if (small && context.isName(before)) {
      return ordinal(value, "the ");
    }
    boolean sure = SURE.matcher(text).matches();
    if (small && sure && CAPITALISED.matcher(before).find() && !text.equals("XX")) {
      return cardinal(value);
    }
    boolean alone = before.isBlank() && ENDS.matcher(m.after()).lookingAt();
    boolean unmistakable = UNMISTAKABLE.matcher(text).matches();
    boolean joined = JOINED.matcher(before).find();
    return (alone && small) || unmistakable || (joined && small) ? cardinal(value) : null;
  }

  private Spoken cardinal(int value) {
    return Spoken.of(() -> english.cardinal(value), () -> mandarin.cardinal(value));
  }

  private Spoken ordinal(int value, String article) {
    return Spoken.of(
        () -> article + english.ordinal(value),
        () -> mandarin.cardinal(value) + (article.isEmpty() ? "" : "世"));
  }
}
