package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import java.util.List;
import java.util.Set;

/**
 * Decides in which language the figures of a sentence are said: the one they are written into. A
 * figure that touches a Latin word belongs to it (H100); otherwise the nearest word on either side
 * decides, where a mark counts as distance; on a tie, Chinese if the sentence has any.
 */
final class LanguageRuns {
  private static final int FAR = Integer.MAX_VALUE;

  private final List<Token> tokens;
  private final Set<Language> spoken;
  private final Language otherwise;

  /**
   * Over one sentence.
   *
   * @param spoken languages of the voice
   * @param fallback language of figures in a sentence without any word
   */
  LanguageRuns(List<Token> tokens, Set<Language> spoken, Language fallback) {
    this.tokens = tokens;
    this.spoken = spoken;
    boolean han = tokens.stream().anyMatch(t -> isWord(t, Language.ZH));
    boolean latin = tokens.stream().anyMatch(t -> isWord(t, Language.EN));
    this.otherwise = han ? Language.ZH : latin ? Language.EN : fallback;
  }

  /** Language of the figure at this index. */
  Language of(int index) {
    if (((Token.Figure) tokens.get(index)).spoken().onlyEnglish()) {
      return Language.EN;
    }
    if (spoken.size() == 1) {
      return spoken.iterator().next();
    }
    if (touchesLatin(index)) {
      return Language.EN;
    }
    int han = distance(index, Language.ZH);
    int latin = distance(index, Language.EN);
    return han == latin ? otherwise : han < latin ? Language.ZH : Language.EN;
  }

  private boolean touchesLatin(int index) {
    return (index > 0 && isWord(tokens.get(index - 1), Language.EN))
        || (index + 1 < tokens.size() && isWord(tokens.get(index + 1), Language.EN));
  }

  private static boolean isWord(Token token, Language language) {
    if (token instanceof Token.Own own) {
      return own.entry().language() == language;
    }
    return language == Language.EN ? token instanceof Token.Latin : token instanceof Token.Han;
  }

  private int distance(int from, Language language) {
    return Math.min(distance(from, language, -1), distance(from, language, 1));
  }

  private int distance(int from, Language language, int step) {
    int distance = 0;
    for (int i = from + step; i >= 0 && i < tokens.size(); i += step) {
      Token token = tokens.get(i);
      if (isWord(token, language)) {
        return distance;
      }
      distance += token instanceof Token.Gap ? 0 : token instanceof Token.Mark ? 3 : 1;
    }
    return FAR;
  }
}
