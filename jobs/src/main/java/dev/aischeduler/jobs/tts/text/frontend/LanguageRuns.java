package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import java.util.List;
import java.util.Set;

/**
 * Decides in which language the figures of a sentence are said: the one they are written into. A
 * figure that touches a Latin word belongs to it (H100); otherwise the nearest word on either side
 * decides, where a mark counts as distance; on a tie, Chinese if the sentence has any. Takes time
 * in proportion to the number of tokens.
 */
final class LanguageRuns {
  private static final int FAR = Integer.MAX_VALUE / 2;
  private static final int MARK = 3;

  private final List<Token> tokens;
  private final Set<Language> spoken;
  private final Language otherwise;
  private final int[] toHan;
  private final int[] toLatin;

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
    this.toHan = distances(Language.ZH);
    this.toLatin = distances(Language.EN);
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
    int han = toHan[index];
    int latin = toLatin[index];
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

  /** From each token to the nearest word of a language, before or after it. */
  private int[] distances(Language language) {
    int[] nearest = new int[tokens.size()];
    int distance = FAR;
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = distance;
      distance = next(distance, tokens.get(i), language);
    }
    distance = FAR;
    for (int i = nearest.length - 1; i >= 0; i--) {
      nearest[i] = Math.min(nearest[i], distance);
      distance = next(distance, tokens.get(i), language);
    }
    return nearest;
  }

  /** The distance beyond a token. */
  private static int next(int distance, Token token, Language language) {
    if (isWord(token, language)) {
      return 0;
    }
    int step = token instanceof Token.Gap ? 0 : token instanceof Token.Mark ? MARK : 1;
    return Math.min(FAR, distance + step);
  }
}
