package dev.aischeduler.jobs.tts;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.frontend.Lexicon;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the text of a checked request is read, by a job as by a preview. Thread-safe. */
final class SpeechReader {
  private final Lexicon configured;

  /**
   * With a dictionary.
   *
   * @param configured counts where a request's own says nothing
   */
  SpeechReader(Lexicon configured) {
    this.configured = configured;
  }

  /** The front end of a voice. */
  @FunctionalInterface
  interface FrontEnd {
    Script read(String text, Language fallback, Lexicon lexicon);
  }

  /** The text of a request as a voice says it. */
  Script read(
      TtsRequest request, Voices.Choice choice, Voice.Description voice, FrontEnd frontEnd) {
    return frontEnd.read(
        Objects.requireNonNull(request.text()),
        fallback(request, choice, voice),
        TtsRequestRules.lexicon(request).over(configured));
  }

  /** Explicit language, else that of a speaker named like one, else Chinese if the text has any. */
  private static Language fallback(
      TtsRequest request, Voices.Choice choice, Voice.Description voice) {
    String wanted = "auto".equals(request.language()) ? choice.speaker() : request.language();
    for (Language language : Language.values()) {
      if (language.code().equals(wanted)) {
        return language;
      }
    }
    boolean han =
        Objects.requireNonNull(request.text()).codePoints().anyMatch(Character::isIdeographic);
    return han && voice.languages().contains(Language.ZH) ? Language.ZH : Language.EN;
  }

  /** Why a voice cannot speak as the speaker that was asked for; null when it can. */
  static @Nullable String unknownSpeaker(Voices.Choice choice, Voice.Description voice) {
    boolean known =
        choice.speaker().isEmpty()
            || isLanguage(choice.speaker())
            || voice.speakers().contains(choice.speaker());
    return known
        ? null
        : "voice "
            + choice.folder().name()
            + " has no speaker '"
            + choice.speaker()
            + "'; it has "
            + (voice.speakers().isEmpty()
                ? "only one"
                : String.join(", ", voice.speakers().stream().sorted().limit(10).toList()));
  }

  private static boolean isLanguage(String name) {
    return name.equals(Language.EN.code()) || name.equals(Language.ZH.code());
  }
}
