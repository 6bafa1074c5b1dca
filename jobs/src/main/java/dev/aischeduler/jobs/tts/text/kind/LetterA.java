package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A as a letter and no article: vitamin A, A to Z, A-list, A+. */
final class LetterA extends Kind {
  private static final int NEAR = 16;

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b(?:vitamin|plan|grade|point|type|hepatitis|section|option|part|class|group|team"
              + "|letters?|level|series|appendix|exhibit|schedule|building|terminal|gate|zone|an|straight) $");

  private static final Pattern OTHERS_NEXT =
      Pattern.compile("[-+/][A-Za-z ,.]|[+]$|,? (?:and|or|to|vs\\.?|&) [B-Z]\\b|, B\\b|[):]");

  private static final Pattern AFTER_WORD = Pattern.compile("[A-Za-z0-9] $");
  private static final Pattern ENDS = Pattern.compile("$|[.,;!?)\"](?:[\\s)\"]|$)");

  LetterA() {
    rule("A(?=\\p{IsHan})|(?<=\\p{IsHan})A(?![A-Za-z0-9'$]|[·•. -]\\d)", m -> Spoken.words("ay"));
    rule("A(?<=\\dA)" + Abbreviations.END, m -> Spoken.words("ay"));
    rule("A" + Abbreviations.END, LetterA::letter);
  }

  private static @Nullable Spoken letter(Match m) {
    if (m.place().followsWord()) {
      return null;
    }
    String before = m.place().before(NEAR);
    String after = m.after(NEAR);
    boolean ended = AFTER_WORD.matcher(before).find() && ENDS.matcher(after).lookingAt();
    boolean letter =
        NAMED.matcher(before).find() || OTHERS_NEXT.matcher(after).lookingAt() || ended;
    return letter ? Spoken.words("ay") : null;
  }
}
