package dev.aischeduler.jobs.tts.voice;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import java.util.Map;
import java.util.Set;

/**
 * What must be known of a voice besides its weights.
 *
 * @param sampleRate of its output, in Hz
 * @param languages that it speaks, at least one
 * @param script how it reads Mandarin
 * @param speakers id of each named speaker; empty for a voice with one speaker. A voice whose
 *     speakers are named like languages uses the right one for each
 * @param scales noise, length and duration noise, as it was trained
 */
record VoiceConfig(
    int sampleRate,
    SymbolTable symbols,
    Set<Language> languages,
    MandarinScript script,
    Map<String, Integer> speakers,
    Scales scales) {

  /** Parameters of VITS: noise of the voice, length of each sound, noise of the durations. */
  record Scales(float noise, float length, float durationNoise) {}

  /** What others may know of it. */
  Voice.Description description() {
    return new Voice.Description(script, Set.copyOf(languages), speakers.keySet());
  }

  /**
   * The id that says this.
   *
   * @param speaker a speaker's name, or empty for the voice's own choice
   */
  int speakerId(Language language, String speaker) {
    Integer spoken = speakers.get(language.code());
    if (spoken != null) {
      return spoken;
    }
    return speakers.getOrDefault(speaker, 0);
  }
}
