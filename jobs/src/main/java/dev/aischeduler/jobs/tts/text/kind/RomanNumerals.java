package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Roman numerals after names, chapters and wars: {@code Henry VIII}, {@code PART XL}. */
final class RomanNumerals extends Kind {
  private static final String NUMERAL =
      "(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})";

  /** What is numbered. */
  private static final Pattern NUMBERED =
      Pattern.compile(
          "(?i)\\b(?:war|chapters?|chap\\.?|ch\\.|parts?|act|scene|volumes?|vol\\.?|books?|sections?|sec\\."
              + "|articles?|title|phase|type|level|stage|class|grade|appendix|annex|figures?|fig\\."
              + "|tables?|step|mark|episode|season|super ?bowl|apollo|division|schedule|unit|series"
              + "|rule|amendment|category|group|form|canto|ode|sonata|symphony|opus|no\\.|tier|trial"
              + "|round|zone|region|area|lesson|module|iphone|clause|paragraph|factor|version) $");

  /** Names of kings, queens, popes and of people who are called after their fathers. */
  private static final Pattern NAME =
      Pattern.compile(
          "\\b(?:(?:[Kk]ing|[Qq]ueen|[Pp]ope|[Ee]mperor|[Ee]mpress|[Tt]sar|[Cc]zar|[Pp]rince|[Ss]ultan"
              + "|[Kk]aiser|[Dd]uke) [A-Z][a-z]{1,14}|(?:Sam|Samuel|Henry|Louis|George|Edward|James|Charles"
              + "|William|Richard|Elizabeth|Mary|Victoria|Philip|Ferdinand|Francis|Frederick|Wilhelm"
              + "|Friedrich|Napoleon|Nicholas|Alexander|Peter|Catherine|Paul|John|Pius|Benedict|Leo"
              + "|Gregory|Clement|Innocent|Urban|Boniface|Julius|Sixtus|Adrian|Celestine|Otto|Leopold"
              + "|Joseph|Maximilian|Rudolf|Rudolph|Albert|Alfonso|Juan|Carlos|Felipe|Gustav|Christian"
              + "|Harald|Haakon|Olaf|Margaret|Margrethe|Anne|Robert|David|Malcolm|Constantine"
              + "|Theodore|Justinian|Basil|Ramses|Ramesses|Thutmose|Amenhotep|Darius|Xerxes|Ptolemy"
              + "|Cleopatra|Selim|Murad|Mehmed|Suleiman|Abdul|Hamid|Pedro|Emanuel|Umberto|Henri|Philippe"
              + "|Thomas|Michael|Walter|Arthur|Harry|Frank|Jack|Joe|Bill|Bob|Davis|Martin|Smith|Jones"
              + "|Ivan|Vladimir|Stephen|Sigismund|Ladislaus|Casimir|Matthew|Daniel|Donald|Rama|Isabella"
              + "|Eugene|Hubert|Theodor|Bush|Kennedy|Rockefeller|Ford|Gates|Downey|Johnson|Williams"
              + "|Brown|Miller|Davies|Wilson|Anderson|Taylor|Moore|Jackson|White|Harris|Clark|Lewis))"
              + "(?: [A-Z][a-z]{2,14})? $");

  /** Names after which even one letter is a numeral. */
  private static final Pattern RULER =
      Pattern.compile(
          "\\b(?:(?:[Kk]ing|[Qq]ueen|[Pp]ope|[Ee]mperor|[Tt]sar|[Kk]aiser) [A-Z][a-z]{1,14}|Elizabeth|Charles"
              + "|Napoleon|Francis|Nicholas|Catherine|Leopold|Wilhelm|Otto|Darius|Xerxes|Ramses|Ptolemy"
              + "|Ferdinand|Philip|Henry|George|Edward|James|Mary|Louis|Pius|Leo|Felipe|Alfonso) $");

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

  private static final Pattern MANDARIN_BEFORE = Pattern.compile("[\\p{IsHan}]$");
  private static final Pattern MANDARIN_AFTER = Pattern.compile("^[期类級级型度代世号章区段卷部等册篇层组阶]");
  private static final int LONG_BEFORE = 40;
  private static final int MOST_OF_NAME = 39;
  private static final int SHORTEST_YEAR = 4;

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  RomanNumerals(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule("[\u2160-\u216B\u2170-\u217B]", this::character);
    rule("(?<=[(\\[])(?:i{1,3}|iv|vi{1,3}|ix|xi{0,2})(?=[)\\]])", m -> lower(m.text()));
    rule(
        "(?=[ivx]{2,8}(?![A-Za-z0-9']))(x{0,3}(?:ix|iv|v?i{0,3}))(?![A-Za-z0-9'])",
        m -> LOWER.matcher(m.place().before(LONG_BEFORE)).find() ? lower(m.text()) : null);
    rule(
        "(" + NUMERAL + ")[-–](" + NUMERAL + ")(?![A-Za-z0-9'-])",
        m -> NUMBERED.matcher(m.place().before(LONG_BEFORE)).find() ? range(m) : null);
    rule("(" + NUMERAL + ")('s)?(?![A-Za-z0-9'])", this::withOwner);
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
    return cardinal(value(text));
  }

  /** {@code Chapters I-III}. */
  private Spoken range(Match m) {
    Spoken from = lower(m.group(1).toLowerCase(Locale.ROOT));
    Spoken to = lower(m.group(2).toLowerCase(Locale.ROOT));
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
    int value = value(text.toLowerCase(Locale.ROOT));
    String before = m.place().before(LONG_BEFORE);
    boolean han = MANDARIN_BEFORE.matcher(before).find();
    if ((MANDARIN_AFTER.matcher(m.after()).find() && (han || text.length() > 1 || before.isEmpty()))
        || (han && text.matches("[IVX]{2,}"))) {
      return cardinal(value);
    }
    if (CENTURY.matcher(m.after()).find() && text.matches("[IVX]+") && !text.equals("I")) {
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
    if (NUMBERED.matcher(before).find() && before.matches("(?s).*[A-Z][A-Za-z.]* $|.*[a-z.]+ $")) {
      boolean proper = before.matches("(?s).*(?:^|[^A-Za-z])[A-Z][A-Za-z.]* $");
      boolean pronoun = text.equals("I") && PRONOUN.matcher(m.after()).find();
      boolean known =
          text.matches("[IVX]")
              && (followed || (proper && !pronoun))
              && (proper || !text.equals("I"));
      return !single || known || (text.matches("[VX]") && proper) ? cardinal(value) : null;
    }
    if (single) {
      boolean ruler = text.matches("[IVX]") && RULER.matcher(before).find();
      return ruler && (followed || !text.equals("I")) ? ordinal(value, "the ") : null;
    }
    boolean small = text.matches("[IVX]+") && value <= MOST_OF_NAME;
    if (small && NAME.matcher(before).find()) {
      return ordinal(value, "the ");
    }
    boolean sure = text.matches("I{2,3}|VI{1,3}|I[VX]|XI{1,3}|XI?V|XVI{0,3}|XI?X|XX[IVX]+");
    if (small && sure && CAPITALISED.matcher(before).find() && !text.equals("XX")) {
      return cardinal(value);
    }
    boolean alone = before.isBlank() && m.after().matches("(?s)|[.:)].*");
    boolean unmistakable = text.matches("II|III|VII|VIII|XII|XIII|XIV|XVI+|XIX|XXI+");
    boolean joined = before.matches("(?s).*[IVX][-–&,] ?$");
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

  private static int value(String numeral) {
    int sum = 0;
    for (int i = 0; i < numeral.length(); i++) {
      int one = digit(numeral.charAt(i));
      sum += i + 1 < numeral.length() && one < digit(numeral.charAt(i + 1)) ? -one : one;
    }
    return sum;
  }

  private static int digit(char c) {
    return switch (c) {
      case 'i' -> 1;
      case 'v' -> 5;
      case 'x' -> 10;
      case 'l' -> 50;
      case 'c' -> 100;
      case 'd' -> 500;
      default -> 1000;
    };
  }
}
