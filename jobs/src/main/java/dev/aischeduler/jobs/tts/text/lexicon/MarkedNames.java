package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that end in an exclamation mark, which ends no sentence: {@code Yahoo! is big}. A name goes
 * on with a word that no sentence begins with; what one calls out ({@code Wow! and then}) is none.
 */
public final class MarkedNames {
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![A-Za-z'])(?!(?:Oh|Ah|Aha|Wow|Hey|Hi|Hello|Yes|No|Nope|Yeah|Yay|Stop|Help|Ouch|Oops|Great"
              + "|Good|Nice|Thanks|Look|Wait|Go|Come|Run|Fire|Bravo|Hooray|Cheers|Congratulations|Happy"
              + "|Sorry|Please|Listen|Really|Perfect|Awesome|Amazing|Damn|Boom|Bang|What|Never|Always)!)"
              + "([A-Z][A-Za-z]{1,20})!(?= (?:is|was|has|had|will|would|did|does|said|says|and|or|at|to|of|for"
              + "|from|with|by|in|on|also|announced|reported|bought|sold|the)\\b)");

  /** Known by themselves, also before another capital letter. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?<![A-Za-z'])(Yahoo|Jeopardy|Yum)!(?:'s\\b|(?= (?:[a-z]{4,}|Finance|Mail|News|Sports|Japan|Answers|Brands"
              + "|Inc)(?![A-Za-z])))");

  private static final int LONGEST = 21;

  private MarkedNames() {}

  /** Regular expression with one group for the name, before its mark. */
  public static String pattern() {
    return "(?:" + NAME.pattern() + "|" + KNOWN.pattern() + ")";
  }

  /**
   * Whether the mark here is part of a name.
   *
   * @param mark index of an exclamation mark
   */
  public static boolean endsWith(String text, int mark) {
    int start = mark;
    while (start > 0 && mark - start < LONGEST && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return begins(NAME, text, start) || begins(KNOWN, text, start);
  }

  private static boolean begins(Pattern name, String text, int start) {
    Matcher m = name.matcher(text).region(start, text.length()).useTransparentBounds(true);
    return m.lookingAt();
  }
}
