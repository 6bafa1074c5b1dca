package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written short with signs or figures in it, and short words that need what is around them
 * to be told from others: degrees, {@code C#}, {@code 401(k)}, {@code 24/7}, {@code w/o}, {@code
 * R&D}, {@code #topic}, days of the week. What is short by a dot alone is in the English lexicon.
 */
final class Abbreviations extends Kind {
  private static final String START = "(?<![A-Za-z0-9_'])";
  private static final String END = "(?![A-Za-z0-9_'$])";

  private static final Map<String, String> TITLES =
      Map.of(
          "mr",
          "mister",
          "mrs",
          "missus",
          "ms",
          "miss",
          "dr",
          "doctor",
          "prof",
          "professor",
          "messrs",
          "messers",
          "mx",
          "mix");

  private static final Map<String, String> DAYS =
      Map.of(
          "mon",
          "monday",
          "tue",
          "tuesday",
          "wed",
          "wednesday",
          "thu",
          "thursday",
          "fri",
          "friday",
          "sat",
          "saturday",
          "sun",
          "sunday");

  private static final String DAY = "(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)";
  private static final String MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";

  private static final String FIRST = "aceginpvw#.";
  private static final int NEAR = 16;

  private final Vocabulary shared;

  Abbreviations(Vocabulary shared) {
    this.shared = shared;
    rule(START + "[Pp][Hh]\\.? ?D(?:\\.|(?=[^A-Za-z.]|$))(s?)" + END, m -> degree("phd", m));
    rule(
        START
            + "(LL|Ed|D\\.?Phil|M\\.?Phil|B\\.?Sc|M\\.?Sc|B\\.?Eng|M\\.?Eng|B\\.?Ed|M\\.?Ed)\\.(?: ?([BMD])\\.?)?"
            + END,
        m -> english(EnglishWords.letters(m.text().replaceAll("[^A-Za-z]", ""))));
    rule(START + "(401|403|457)\\(([a-z])\\)", m -> plan(m.group(1), m.group(2), ""));
    rule(
        START + "(501)\\((c)\\)(?:\\(([1-9])\\))?",
        m -> plan(m.group(1), m.group(2), m.optional(3)));
    rule(
        START + "([A-HJ-Z])#(?![A-Za-z0-9#])",
        m -> english(EnglishWords.letters(m.group(1)) + " sharp"));
    rule(START + "([A-Za-z]{1,10})\\+\\+(?![+])", this::plusPlus);
    rule("(?<![A-Za-z0-9.])\\.NET" + END, m -> english("dot net"));
    rule(START + "([A-Za-z]{1,12})\\.(NET|js|JS)(?![./]\\w|\\(|-\\w)" + END, this::platform);
    rule(START + "[Aa]nd/[Oo]r" + END, m -> english("and or"));
    rule(START + "w/o(?= ?[A-Za-z0-9'\"(])" + "(?![A-Za-z])", m -> english("without"));
    rule(START + "w/o" + END, m -> english("without"));
    rule(START + "TL; ?DR" + END, m -> english("t l d r"));
    rule(START + "AM(?=/FM| (?:radio|stations?|band|signals?|dial)\\b)", m -> english("ay m"));
    rule(
        START + "w/(?![a-z](?![A-Za-z]))(?= ?[A-Za-z0-9'\"($])(?!o[ $])(?![\\w.-]{1,40}[/.]\\w)",
        m -> english("with"));
    rule(
        START + "24/7(?:/365)?(?![\\d/])(?! ?[=+*×÷])(?<![=+*×÷-] ?24/7(?:/365)?)",
        Abbreviations::always);
    rule(
        START + "9/11(?![\\d/])(?! ?[=+*×÷])(?<![=+*×÷-] ?9/11)",
        m -> Spoken.of(() -> "nine eleven", () -> "九一一"));
    rule(START + "50/50(?![\\d/])(?! ?[=+*×÷])", m -> Spoken.of(() -> "fifty fifty", () -> "五五"));
    rule(START + "20/20(?= (?:vision|hindsight))", m -> english("twenty twenty"));
    rule(START + "[Ww][Ii]-[Ff][Ii]" + END, m -> english("why fie"));
    rule("(?<![\\w&])#(?=[A-Za-z])(?![0-9A-Fa-f]{6}(?![A-Za-z0-9]))", m -> english("hashtag"));
    rule(START + "([A-Z]{1,3})&([A-Z]{1,3})((?:'?s)?)(?![A-Za-z0-9_])", Abbreviations::joined);
    rule(START + "([A-Z]) & ([A-Z])((?:'?s)?)(?![A-Za-z0-9_])", Abbreviations::joined);
    rule(START + "(?:eg|e\\.g)(?=, )|" + START + "e\\.g(?=[ :])", m -> english("for example"));
    rule(START + "(?:ie|i\\.e)(?=, )|" + START + "i\\.e(?=[ :])", m -> english("that is"));
    rule(START + "(Mr|Mrs|Ms|Mx|Dr|Prof|Messrs)(?= [A-Z][A-Za-z'.])", Abbreviations::title);
    rule(START + DAY + "\\.? ?([-–]|to) ?" + DAY + "\\.?" + END, Abbreviations::days);
    rule(START + DAY + "\\.?(?=,? (?:\\d|" + MONTH + ")|[,/–-] ?\\d)", m -> day(m.group(1)));
    rule(START + DAY + "\\.(?=,|$|[)]| [a-z])", Abbreviations::dayInSentence);
    rule(START + "[Ee]t al(?:\\.|" + END + ")", m -> english("and others"));
    rule(
        START + "([A-D])[-−](?![\\w-])(?= [a-z]|[,;.)]|$)",
        m -> english(EnglishWords.letters(m.group(1)) + " minus"));
    rule("A(?=\\p{IsHan})|(?<=\\p{IsHan})A(?![A-Za-z0-9'$]|[·•. -]\\d)", m -> english("ay"));
    rule("A" + END, Abbreviations::letter);
  }

  /** Most words begin with none of these letters, and are not tried. */
  @Override
  Optional<Found> at(Place place) {
    char c = place.first();
    boolean may = Character.isUpperCase(c) || Character.isDigit(c) || FIRST.indexOf(c) >= 0;
    return may || place.text().startsWith("++", place.start() + 1)
        ? super.at(place)
        : Optional.empty();
  }

  private static Spoken degree(String letters, Match m) {
    return english(EnglishWords.letters(letters) + (m.group(1).isEmpty() ? "" : "'s"));
  }

  private Spoken plan(String number, String letter, @Nullable String part) {
    String first = shared.english().digits(number.substring(0, 1));
    String last = shared.english().digits(number.substring(2));
    boolean oh = number.charAt(1) == '0';
    String middle =
        oh ? "oh " + last : shared.english().cardinal(Long.parseLong(number.substring(1)));
    String more = part == null || part.isEmpty() ? "" : " " + shared.english().digits(part);
    return english(first + " " + middle + " " + EnglishWords.letters(letter) + more);
  }

  private Spoken plusPlus(Match m) {
    String word = m.group(1);
    return english(
        (word.length() == 1 ? EnglishWords.letters(word) : shared.words().read(word, false))
            + " plus plus");
  }

  private Spoken platform(Match m) {
    String suffix = m.group(2);
    String read = suffix.equals("NET") ? "net" : EnglishWords.letters(suffix);
    return english(shared.words().read(m.group(1), false) + " dot " + read);
  }

  private static Spoken always(Match m) {
    boolean year = m.text().endsWith("365");
    return Spoken.of(
        () -> "twenty four seven" + (year ? " three sixty five" : ""),
        () -> "二十四七" + (year ? "三六五" : ""));
  }

  private static Spoken joined(Match m) {
    String plural = m.group(3).isEmpty() ? "" : "'s";
    return english(
        EnglishWords.letters(m.group(1)) + " and " + EnglishWords.letters(m.group(2)) + plural);
  }

  private static @Nullable Spoken title(Match m) {
    String title = TITLES.get(m.group(1).toLowerCase(Locale.ROOT));
    return title == null ? null : english(title);
  }

  private static Spoken days(Match m) {
    return english(name(m.group(1)) + " to " + name(m.group(3)));
  }

  private static Spoken day(String written) {
    return english(name(written));
  }

  /** Sat. and Sun. with a dot only: after a word for a time. */
  private static @Nullable Spoken dayInSentence(Match m) {
    return m.place()
            .before(NEAR)
            .matches("(?s).*\\b(?:[Oo]n|next|last|every|this|by|until|and|or|from|to) ")
        ? day(m.group(1))
        : null;
  }

  private static String name(String written) {
    String day = DAYS.get(written.substring(0, 3).toLowerCase(Locale.ROOT));
    if (day == null) {
      throw new IllegalArgumentException("no day of the week: " + written);
    }
    return day;
  }

  /** A as a letter and no article: vitamin A, A to Z, A-list, A+. */
  private static @Nullable Spoken letter(Match m) {
    if (m.place().followsWord()) {
      return null;
    }
    String before = m.place().before(NEAR);
    String text = m.place().text();
    String after =
        text.substring(m.groups().end(), Math.min(text.length(), m.groups().end() + NEAR));
    boolean named =
        before.matches(
            "(?si).*\\b(?:vitamin|plan|grade|point|type|hepatitis|section|option|part|class|group|team"
                + "|letters?|level|series|appendix|exhibit|schedule|building|terminal|gate|zone|an|straight) ");
    boolean row =
        after.matches(
            "(?s)(?:[-+/][A-Za-z ,.].*|[+]$|,? (?:and|or|to|vs\\.?|&) [B-Z]\\b.*|, B\\b.*|[):].*)");
    boolean ended =
        before.matches("(?s).*[A-Za-z0-9] ") && after.matches("(?s)(?:[.,;!?)\"](?:[\\s)\"].*)?|)");
    return named || row || ended ? english("ay") : null;
  }

  private static Spoken english(String words) {
    return Spoken.inEnglish(() -> words);
  }
}
