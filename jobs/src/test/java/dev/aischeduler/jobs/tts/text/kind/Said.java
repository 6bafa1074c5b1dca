package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Utterance;
import dev.aischeduler.jobs.tts.text.frontend.TextFrontEnd;
import java.util.EnumSet;
import java.util.stream.Collectors;

/** What the front end says for a text, as words and Chinese characters, without the last mark. */
public final class Said {
  private static final TextFrontEnd FRONT_END =
      new TextFrontEnd(MandarinScript.HAN, EnumSet.allOf(Language.class));

  private Said() {}

  /** Where no word tells the language, in English. */
  public static String english(String written) {
    return said(written, Language.EN);
  }

  /** Where no word tells the language, in Mandarin. */
  public static String mandarin(String written) {
    return said(written, Language.ZH);
  }

  private static String said(String written, Language fallback) {
    Script script = FRONT_END.read(written, fallback);
    String text = script.utterances().map(Utterance::text).collect(Collectors.joining(" "));
    return text.replaceFirst("[.,:;]$", "");
  }
}
