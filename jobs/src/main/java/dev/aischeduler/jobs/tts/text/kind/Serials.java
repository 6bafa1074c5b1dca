package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Codes of letters and digits: {@code B2A23C}, {@code MIG-25}, {@code C24}; read in English. */
final class Serials extends Kind {
  private static final Pattern PART = Pattern.compile("[A-Za-z]+|\\d+");

  /** So much of a unit: {@code 1/4-in}, {@code 9x13-inch}. */
  private static final Pattern MEASURED =
      Pattern.compile("\\d{1,2}/\\d{1,2}-[a-z]+|\\d{1,4}x\\d{1,4}-[a-z]+");

  private static final Pattern COMPOUND_WORD = Pattern.compile("(?:^|[-/])[A-Za-z]{3,}(?=[-/]|$)");
  private static final Pattern LETTER = Pattern.compile("[A-Za-z]");
  private static final Pattern DIGIT = Pattern.compile("\\d");
  private static final Pattern LETTERS_FIRST =
      Pattern.compile("[A-Z]{1,6}[-/]\\d{4,24}|[A-Z]-\\d{1,3}");
  private static final Pattern CAPITALS_FIRST = Pattern.compile("^[A-Z]{1,6}[-/]");
  private static final Pattern LETTER_THEN_DIGIT = Pattern.compile("[A-Za-z]\\d");
  private static final Pattern MIXED = Pattern.compile("^[A-Za-z]|\\d[A-Za-z]\\d");

  /** Figures with their units, joined to something else. */
  private static final Pattern WITH_UNIT =
      Pattern.compile(
          "(?i)(?:^|[-/])\\d+(?:am|pm|s|st|nd|rd|th|h|kg|km|cm|mm|m|g|gb|mb)(?=[-/]|$)");

  /** {@code 2x4}, {@code 1e5}, {@code 1h30m}. */
  private static final Pattern VALUES = Pattern.compile("\\d+[exX]\\d+.*|(?:\\d+[dhms])+");

  private static final Pattern SEAT =
      Pattern.compile(
          "(?i)(?:\\b(?:seat|gate|apt\\.?|apartment|room|unit|row|flat|section|exhibit|suite|ste\\.?"
              + "|platform|question|terminal|appendix|block|grade|class|#)|座位?|登机口|第?单元) ?$");

  /** What a letter after a number names in Mandarin. */
  private static final Pattern SEAT_AFTER = Pattern.compile("^(?:座|栋|单元|室|口|排|区|户|栋)");

  /** Between two parties: the figure is said as the word that sounds like it. */
  private static final String BETWEEN =
      "B2[BCEG]|C2[BCM]|D2C|P2P|O2O|M2M|V2[VX]|E2E|G2[BCG]|A2A|F2F|S2S|H2H";

  private static final String PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";

  private static final int LONG_BEFORE = 16;
  private static final int LONGEST_COUNTED = 3;
  private static final int FAR = 32;

  /** What is said of aircraft, before or after their number. */
  private static final Pattern AIRCRAFT =
      Pattern.compile(
          "(?i)\\b(?:boeing|airbus|flight|flew|fl(?:y|ies|ying)|aircraft|(?:air)?planes?|jets?|jetliners?|airliners?"
              + "|airlines?|airways|fleet|pilots?|cockpit|faa|runway|dreamliner|takeoff|landed|crashed|boarding|passengers|crew)\\b|波音|空客|客机|飞机|航班|机型|航空|机队");

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;
  private final EnglishWords words;

  Serials(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    this.words = shared.words();
    String end = "(?![A-Za-z0-9]|[.,]\\d)";
    rule("#[0-9A-Fa-f]{6}(?![A-Za-z0-9])", this::colour);
    rule(
        "(?=" + BETWEEN + ")([A-Z])2([A-Z])" + end,
        m ->
            Spoken.inEnglish(
                () ->
                    EnglishWords.letters(m.group(1)) + " to " + EnglishWords.letters(m.group(2))));
    rule("(?<=" + PROVINCE + ")[A-Z][·•. -]?(?=[A-Z]{0,3}\\d)[A-Z0-9]{5,6}" + end, this::oneByOne);
    rule(
        "([A-Z]{1,4}-?\\d{1,4})s(?![A-Za-z0-9])",
        m ->
            m.place().followsWord()
                ? null
                : Spoken.inEnglish(() -> spoken(m.group(1)).english() + "'s"));
    rule(
        "C\\+\\+(\\d{1,2})" + end,
        m -> Spoken.inEnglish(() -> "c plus plus " + english.cardinal(m.number(1))));
    rule("IP[vV]([46])" + end, m -> Spoken.inEnglish(() -> "i p v " + english.digits(m.group(1))));
    rule("0[xX][0-9A-Fa-f]{1,16}(?![A-Za-z0-9]|\\.\\d)", this::oneByOne);
    rule(
        "7(\\d)7-([1-9]00|[1-9]|10)(ER|LR|SP|F)?(?![A-Za-z0-9]|[.,:/-]\\d)(?! ?[%个人元])",
        m ->
            AIRCRAFT.matcher(m.place().before(FAR) + " " + m.after(FAR)).find()
                ? aircraft(m)
                : null);
    rule("[A-Za-z0-9]{1,24}(?:[-/][A-Za-z0-9]{1,24}){1,9}(?![A-Za-z0-9])(?![.,]\\d)", this::joined);
    rule("[A-Za-z]{1,12}\\d{1,12}(?:[A-Za-z]{1,6}\\d{1,12}){0,9}[A-Za-z]{0,3}" + end, this::code);
    rule("\\d{1,8}(?:[A-Za-z]{1,6}\\d{1,12}){2,9}[A-Za-z]{0,6}" + end, this::code);
    rule("\\d{1,8}[A-Za-z]{1,6}\\d{1,12}[A-Za-z]{1,6}" + end, this::code);
    rule("(\\d{1,4})([A-Z])" + end, this::seat);
  }

  /** Codes joined by dashes; hyphenated words and numbers with their units are none. */
  private @Nullable Spoken joined(Match m) {
    String text = m.text();
    boolean both = LETTER.matcher(text).find() && DIGIT.matcher(text).find();
    long parts = text.chars().filter(c -> c == '-' || c == '/').count() + 1;
    if (!both
        || m.place().followsWord()
        || WITH_UNIT.matcher(text).find()
        || MEASURED.matcher(text).matches()) {
      return null;
    }
    boolean letterParts = LETTERS_FIRST.matcher(text).matches();
    boolean mixed = LETTER_THEN_DIGIT.matcher(text).find() && MIXED.matcher(text).find();
    boolean many = parts > 2 && !COMPOUND_WORD.matcher(text).find();
    boolean capitals = parts > 2 && CAPITALS_FIRST.matcher(text).find();
    return letterParts || mixed || many || capitals ? spoken(text) : null;
  }

  private @Nullable Spoken code(Match m) {
    String text = m.text();
    boolean decimal = VALUES.matcher(text).matches();
    return m.place().followsWord() || decimal ? null : spoken(text);
  }

  /** A letter after a number, unless it may be a unit. */
  private @Nullable Spoken seat(Match m) {
    return SEAT.matcher(m.place().before(LONG_BEFORE)).find()
            || SEAT_AFTER.matcher(m.after()).find()
        ? spoken(m.text())
        : null;
  }

  private Spoken oneByOne(Match m) {
    return Spoken.inEnglish(
        () ->
            m.text()
                .chars()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .map(
                    c ->
                        Character.isDigit(c.charAt(0))
                            ? english.digits(c)
                            : EnglishWords.letters(c))
                .collect(Collectors.joining(" ")));
  }

  /** {@code 737-800}: a dash that is no range. */
  private Spoken aircraft(Match m) {
    return Spoken.of(
        () ->
            "seven "
                + (m.group(1).equals("0") ? "oh seven" : english.cardinal(m.number(1) * 10 + 7))
                + " dash "
                + english.cardinal(m.number(2))
                + (m.has(3) ? " " + EnglishWords.letters(m.group(3)) : ""),
        () ->
            mandarin.digits("7" + m.group(1) + "7")
                + "杠"
                + mandarin.cardinal(m.number(2))
                + (m.has(3) ? m.group(3) : ""));
  }

  private Spoken colour(Match m) {
    return Spoken.inEnglish(
        () ->
            "hash "
                + PART.matcher(m.text())
                    .results()
                    .map(MatchResult::group)
                    .map(
                        p ->
                            Character.isDigit(p.charAt(0))
                                ? english.digits(p)
                                : EnglishWords.letters(p))
                    .collect(Collectors.joining(" ")));
  }

  private Spoken spoken(String text) {
    return Spoken.inEnglish(
        () ->
            PART.matcher(text).results().map(r -> part(text, r)).collect(Collectors.joining(" ")));
  }

  private String part(String text, MatchResult r) {
    String part = r.group();
    if (Character.isDigit(part.charAt(0))) {
      boolean year =
          part.length() == 4
              && part.matches("(?:19|20)\\d\\d")
              && r.start() > 0
              && text.charAt(r.start() - 1) == '-';
      boolean counted = part.length() <= LONGEST_COUNTED && !part.startsWith("0");
      return year
          ? english.year(Long.parseLong(part))
          : counted || part.equals("0")
              ? english.cardinal(Long.parseLong(part))
              : english.digits(part);
    }
    if (part.length() == 1) {
      return EnglishWords.letters(part);
    }
    String plain = part.toLowerCase(Locale.ROOT);
    String known = words.read(part, false);
    boolean spelled = !plain.matches(".*[aeiouy].*") && known.equals(plain);
    return spelled ? EnglishWords.letters(part) : known;
  }
}
