package dev.aischeduler.jobs.tts.text;

import java.util.Locale;

/** The languages that the front end can read. */
public enum Language {
  /** English. */
  EN,
  /** Mandarin Chinese. */
  ZH;

  /** Lower-case code, also the name of the language's speaker in a bilingual voice. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a character is a Chinese one. */
  public static boolean isHan(int codePoint) {
    return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN
        && Character.isLetter(codePoint);
  }
}
