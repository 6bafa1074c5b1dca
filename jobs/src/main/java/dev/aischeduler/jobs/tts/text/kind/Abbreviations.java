package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is written short with signs in it: degrees, {@code w/o}, {@code R&D}, {@code #topic}, {@code
 * B-}. What is short by a dot alone is in the English lexicon.
 */
final class Abbreviations extends Kind {
  /** No word before. */
  static final String START = "(?<![A-Za-z0-9_'])";

  /** No word goes on. */
  static final String END = "(?![A-Za-z0-9_'$])";

  /** What one letter says of a year: born, died, reigned. */
  private static final Map<String, String> BEFORE_YEAR =
      Map.of("c", "circa", "b", "born", "d", "died", "r", "reigned", "fl", "flourished");

  private static final Pattern NO_LETTER = Pattern.compile("[^A-Za-z]");

  Abbreviations() {
    rule(START + "[Pp][Hh]\\.? ?D(?:\\.|(?=[^A-Za-z.]|$))(s?)" + END, m -> degree("phd", m));
    rule(
        START
            + "(LL|Ed|D\\.?Phil|M\\.?Phil|B\\.?Sc|M\\.?Sc|B\\.?Eng|M\\.?Eng|B\\.?Ed|M\\.?Ed)\\.(?: ?([BMD])\\.?)?"
            + END,
        m -> Spoken.words(EnglishWords.letters(NO_LETTER.matcher(m.text()).replaceAll(""))));
    rule(START + "[Aa]nd/[Oo]r" + END, m -> Spoken.words("and or"));
    rule(START + "w/o(?= ?[A-Za-z0-9'\"(])" + "(?![A-Za-z])", m -> Spoken.words("without"));
    rule(START + "w/o" + END, m -> Spoken.words("without"));
    rule(START + "WW1" + END, m -> Spoken.words("world war one"));
    rule(START + "WW2" + END, m -> Spoken.words("world war two"));
    rule(START + "TL; ?DR" + END, m -> Spoken.words("t l d r"));
    rule(START + "AM(?=/FM| (?:radio|stations?|band|signals?|dial)\\b)", m -> Spoken.words("ay m"));
    rule(
        START + "w/(?![a-z](?![A-Za-z]))(?= ?[A-Za-z0-9'\"($])(?!o[ $])(?![\\w.-]{1,40}[/.]\\w)",
        m -> Spoken.words("with"));
    rule(START + "[Ww][Ii]-[Ff][Ii]" + END, m -> Spoken.words("why fie"));
    rule("(?<![\\w&])#(?=[A-Za-z])(?![0-9A-Fa-f]{6}(?![A-Za-z0-9]))", m -> Spoken.words("hashtag"));
    rule(START + "([A-Z]{1,3})&([A-Z]{1,3})((?:'?s)?)(?![A-Za-z0-9_])", Abbreviations::joined);
    rule(START + "([A-Z]) & ([A-Z])((?:'?s)?)(?![A-Za-z0-9_])", Abbreviations::joined);
    rule(START + "(?:eg|e\\.g)(?=, )|" + START + "e\\.g(?=[ :])", m -> Spoken.words("for example"));
    rule(START + "(?:ie|i\\.e)(?=, )|" + START + "i\\.e(?=[ :])", m -> Spoken.words("that is"));
    rule(START + "[Ee]t al(?:\\.|" + END + ")", m -> Spoken.words("and others"));
    rule(
        START
            + "[Ee]st\\.(?= ?(?:in )?(?:1[5-9]|20)\\d\\d(?:$|[).,;:]?(?: (?:by|in|as|and|with|at)\\b|$)|[);:,]))",
        m -> Spoken.words("established"));
    rule(START + "est\\.(?<=[\\d%A-Z] est\\.)(?=$|[ ,;)])", m -> Spoken.words("estimate"));
    rule(
        START + "(c|b|d|r|fl)\\.(?= ?(?:1\\d{3}|20\\d\\d|[1-9]\\d\\d)(?![\\d%]|,\\d))",
        m ->
            m.place().start() == 0
                ? null
                : Spoken.words(BEFORE_YEAR.getOrDefault(m.group(1), "circa")));
    rule("v\\.(?<=[A-Za-z]\\.? v\\.)(?= [A-Z])", m -> Spoken.words("versus"));
    rule(START + "[Ee]xt(?= #?\\d)", m -> Spoken.words("extension"));
    rule(START + "c/o(?= [A-Z])", m -> Spoken.words("care of"));
    rule(START + "b/c" + END, m -> Spoken.words("because"));
    rule(
        START + "No(?= \\d)(?<=[A-Za-z,;:(] ?No)(?<!(?:[Ss]aid|[Ss]ay|[Ss]ays|[.!?]) No)",
        m -> Spoken.words("number"));
    rule(START + "[Ee]d\\.(?= by )", m -> Spoken.words("edited"));
    rule(START + "([Cc])ol\\.(?= ?\\d)", m -> Spoken.words("column"));
    rule(
        START + "(AB|[A-DO]|Cl|Br|OH)[-−](?![\\w-])(?= [a-z]|[,;.)]|$)",
        m -> Spoken.words(EnglishWords.letters(m.group(1)) + " minus"));
  }

  private static Spoken degree(String letters, Match m) {
    return Spoken.words(EnglishWords.letters(letters) + (m.group(1).isEmpty() ? "" : "'s"));
  }

  private static Spoken joined(Match m) {
    String plural = m.group(3).isEmpty() ? "" : "'s";
    return Spoken.words(
        EnglishWords.letters(m.group(1)) + " and " + EnglishWords.letters(m.group(2)) + plural);
  }
}
