package dev.aischeduler.web.onebot.conversation;

import java.util.Locale;

/** Languages that the bot speaks. */
public enum BotLanguage {
  /** English. */
  EN,
  /** Chinese. */
  ZH;

  /** Two letters, as in the names of files. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language of this code. */
  public static BotLanguage of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  /** The language that a message is answered in: Chinese if it holds a Chinese character. */
  public static BotLanguage ofMessage(String text) {
    boolean chinese =
        text.codePoints()
            .anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN);
    return chinese ? ZH : EN;
  }
}
