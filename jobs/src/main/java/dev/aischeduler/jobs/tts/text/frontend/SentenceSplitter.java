package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.lexicon.EnglishLexicon;
import dev.aischeduler.jobs.tts.text.lexicon.MarkedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a clean text into sentences. ICU's own splitter, even with its list of exceptions, breaks
 * after "Dr." and inside names, and never between Chinese and a following lower-case word; this one
 * looks at both sides of the mark, and only a little way, so that its time grows with the text.
 */
final class SentenceSplitter {
  /** How far before and after a mark it looks. */
  private static final int NEAR = 40;

  private static final Pattern END =
      Pattern.compile("(?:[.!?]+|[。！？｡]+)[\"'”’」』)\\]】》]*|\\n[ \\n]*");

  private static final Pattern LAST_WORD =
      Pattern.compile("(?<![A-Za-z.'])([A-Za-z][A-Za-z.]{0,30})$");

  /** The number of an item of a list. */
  private static final Pattern ITEM = Pattern.compile("(?:^|\\n) {0,8}(?:\\d{1,3}|[A-Za-z])$");

  private static final Pattern NAME_BEFORE_DRIVE = Pattern.compile("[A-Z0-9][A-Za-z']{1,20} Dr$");

  /** After these a capital begins a sentence, unless the address goes on. */
  private static final Pattern STREET_BEFORE =
      Pattern.compile(
          "(?<![\\w.,])\\d{1,5} (?:[NSEW]\\.? )?[A-Z][A-Za-z']{1,20} (?:St|Dr|Ave|Rd|Blvd|Ln|Ct|Pl|Pkwy)$");

  private static final Pattern ADDRESS_GOES_ON =
      Pattern.compile(
          "\\s*(?:[NSEW]{1,2}\\b|(?:Apt|Suite|Ste|Unit|Floor|Room|Rm|Bldg|North|South|East|West)\\b|(?:[A-Z][a-z'-]{1,20} ){0,2}[A-Z][a-z'-]{1,20},? [A-Z]{2}\\b)");

  private static final Pattern YEAR_BEFORE =
      Pattern.compile("\\b(?:[Ii]n|[Ss]ince|[Bb]y|[Dd]uring|[Uu]ntil) (?:1[5-9]|20)\\d\\d ");

  /** A measure written with a dot: {@code 6 ft. tall}. */
  private static final Pattern MEASURE =
      Pattern.compile(
          "\\d[ -]?(?:(?:sq|cu|fl)\\.? )?(?:ft|in|lbs?|oz|kg|km|cm|mm|min|mins|sec|secs|hrs?|yrs?|mi|yds?|gal|pt|qt|tbsp|tsp|mos?|wks?|sq|fl|cu|doz|pkgs?)$");

  /** Words that sentences begin with, and that are no names. */
  private static final Pattern FIRST_WORD =
      Pattern.compile(
          "\\s*[\"'“‘(]?(?:A|An|The|This|That|These|Those|He|She|It|It's|We|They|You|I|I'm|I've|His|Her|Its"
              + "|Our|Their|My|Your|There|Here|In|On|At|By|For|From|With|But|And|Or|So|If|When|While|As"
              + "|After|Before|Since|Then|Now|How|What|Why|Who|Where|Which|No|Not|Yes|Please|However"
              + "|Also|Once|Until|Though|Although|Because|Both|Each|Every|Some|Many|Most|All|Another"
              + "|Other|Such|To|Today|Yesterday|Tomorrow|Let|Let's|Can|Could|Do|Does|Did|Is|Are|Was|Were"
              + "|Will|Would|Should|Have|Has|Had|Nobody|Nothing|Everyone|Everybody|Someone|Later|Next"
              + "|Finally|First|Second|Meanwhile|Moreover|Instead|Thus|Therefore|Maybe|Perhaps|Only"
              + "|Just|Even|Still|Soon|During|Under|Over|Without|Within|Despite|According|Thanks|Thank)"
              + "(?![A-Za-z-])(?!\\.[A-Z])");

  /** What belongs to a time of the day. */
  private static final Pattern AFTER_TIME =
      Pattern.compile(
          "\\s*(?:[ECMP][SD]?T|GMT|UTC|BST|CET|Eastern|Central|Pacific|Mountain|(?:Mon|Tues|Wednes|Thurs|Fri"
              + "|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)");

  private final EnglishLexicon lexicon;

  SentenceSplitter(EnglishLexicon lexicon) {
    this.lexicon = lexicon;
  }

  /**
   * One sentence.
   *
   * @param endsParagraph true when a blank line follows
   */
  record Sentence(String text, boolean endsParagraph) {}

  /** The sentences in order; blank ones are left out. */
  List<Sentence> split(String text) {
    List<Sentence> sentences = new ArrayList<>();
    Matcher end = END.matcher(text);
    int start = 0;
    while (end.find()) {
      if (text.charAt(end.start()) == '\n' || isEnd(text, start, end)) {
        add(sentences, text.substring(start, end.end()), isParagraphEnd(text, end));
        start = end.end();
      }
    }
    add(sentences, text.substring(start), false);
    return sentences;
  }

  private static void add(List<Sentence> sentences, String text, boolean endsParagraph) {
    if (!text.isBlank()) {
      sentences.add(new Sentence(text.strip(), endsParagraph));
    }
  }

  private static boolean isParagraphEnd(String text, Matcher end) {
    int newline = end.group().indexOf('\n');
    return newline >= 0
        ? end.group().indexOf('\n', newline + 1) >= 0
        : text.startsWith("\n\n", end.end());
  }

  private boolean isEnd(String text, int start, Matcher end) {
    char mark = text.charAt(end.start());
    boolean chinese = "。！？｡".indexOf(mark) >= 0;
    if (chinese || (end.start() > 0 && Language.isHan(text.charAt(end.start() - 1)))) {
      return true;
    }
    if (end.end() < text.length()) {
      int next = text.codePointAt(end.end());
      if (!Character.isWhitespace(next) && !Language.isHan(next)) {
        return false;
      }
    }
    if (isFactorial(text, end)) {
      return false;
    }
    if (end.group().equals("!") && MarkedNames.endsWith(text, end.start())) {
      return false;
    }
    String after = text.substring(end.end(), Math.min(text.length(), end.end() + NEAR));
    if (goesOnInLowerCase(after) && (isQuoteEnd(end) || end.group().startsWith(".."))) {
      return false;
    }
    return mark != '.' || end.group().startsWith("..") || isFullStop(text, start, end, after);
  }

  /** {@code 5! = 120}. */
  private static boolean isFactorial(String text, Matcher end) {
    int next = end.end() + 1;
    return end.group().equals("!")
        && end.start() > 0
        && Character.isLetterOrDigit(text.charAt(end.start() - 1))
        && next < text.length()
        && "=≈+×*/÷<>".indexOf(text.charAt(next)) >= 0;
  }

  private static boolean isQuoteEnd(Matcher end) {
    char last = end.group().charAt(end.group().length() - 1);
    return ".!?".indexOf(last) < 0;
  }

  /** What a single dot is: a full stop, or the end of a short word or of the number of an item. */
  private boolean isFullStop(String text, int start, Matcher end, String after) {
    int dot = end.start();
    String before = text.substring(Math.max(start, dot - NEAR), dot);
    if (after.isBlank() && end.end() + NEAR > text.length()) {
      return true;
    }
    boolean fromStart = dot - NEAR <= start;
    if (fromStart && ITEM.matcher(before).find() && !after.startsWith("\n")) {
      return false;
    }
    Matcher word = LAST_WORD.matcher(before);
    if (!word.find()) {
      return true;
    }
    String last = word.group(1);
    if (last.length() == 1 && Character.isUpperCase(last.charAt(0))) {
      return FIRST_WORD.matcher(after).lookingAt() && (last.equals("I") || !isInitial(before));
    }
    if (last.contains(".")) {
      return endsAfterDotted(last.toLowerCase(Locale.ROOT), after);
    }
    String lower = last.toLowerCase(Locale.ROOT);
    if (!lexicon.isAbbreviation(text, dot - last.length(), dot)) {
      return !(goesOnInLowerCase(after) && MEASURE.matcher(before).find());
    }
    if (STREET_BEFORE.matcher(before).find()
        && startsSentence(after)
        && !YEAR_BEFORE.matcher(before).find()
        && !ADDRESS_GOES_ON.matcher(after).lookingAt()) {
      return true;
    }
    if (lower.equals("dr") && !NAME_BEFORE_DRIVE.matcher(before).find()) {
      return false;
    }
    return (lexicon.mayEndSentence(lower) && startsSentence(after))
        || (lexicon.mayEndBeforeFirstWord(lower) && FIRST_WORD.matcher(after).lookingAt());
  }

  /** One of several letters that stand for names: {@code J. R. R.}. */
  private static boolean isInitial(String before) {
    return before.length() >= 3 && before.charAt(before.length() - 3) == '.';
  }

  private boolean endsAfterDotted(String last, String after) {
    if (lexicon.isNeverLast(last) && !last.matches("[ap]\\.m")) {
      return false;
    }
    return last.matches("[ap]\\.m")
        ? startsSentence(after) && !AFTER_TIME.matcher(after).lookingAt()
        : FIRST_WORD.matcher(after).lookingAt() || (!after.isEmpty() && startsWithHan(after));
  }

  private static boolean startsWithHan(String after) {
    String next = after.stripLeading();
    return !next.isEmpty() && Language.isHan(next.charAt(0));
  }

  private static boolean goesOnInLowerCase(String after) {
    String next = after.stripLeading();
    return !next.isEmpty() && Character.isLowerCase(next.charAt(0));
  }

  private static boolean startsSentence(String after) {
    String next = after.stripLeading();
    return next.isEmpty()
        || Character.isUpperCase(next.charAt(0))
        || "\"“‘(".indexOf(next.charAt(0)) >= 0
        || Language.isHan(next.charAt(0));
  }
}
