package dev.aischeduler.jobs.tts;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.TextRules;
import dev.aischeduler.jobs.tts.audio.SoundFormat;
import dev.aischeduler.jobs.tts.text.frontend.Lexicon;
import dev.aischeduler.jobs.tts.text.frontend.LexiconException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a speech request may ask for, and what it means where it says nothing. Thread-safe. */
final class TtsRequestRules {
  private static final double SLOWEST = 0.25;
  private static final double FASTEST = 4;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_TITLE = 200;
  private static final int MOST_ENTRIES = 300;
  private static final String LEXICON = "lexicon";
  private static final Set<String> LANGUAGES = Set.of("auto", "en", "zh");

  private final Settings.Limits limits;
  private final String engine;

  TtsRequestRules(Settings settings) {
    this.limits = settings.limits();
    this.engine = settings.engines().of(TtsTask.TYPE);
  }

  /**
   * The same request with every default filled in, except {@code model}, which may stay absent.
   *
   * @throws InvalidRequestException names the field and the remedy
   */
  TtsRequest checked(TtsRequest request) {
    String text =
        TextRules.requireText(
            "text", request.text(), limits.maxTextChars(), "limits.max_text_chars");
    double speed = request.speed() == null ? 1 : request.speed();
    if (!(speed >= SLOWEST && speed <= FASTEST)) {
      throw new InvalidRequestException(
          "speed",
          "speed must be between 0.25 and 4, is " + speed + "; 1 is the voice's own tempo");
    }
    checkLength(text, speed);
    String language = oneOf("language", request.language(), "auto", LANGUAGES);
    String format =
        oneOf("format", request.format(), SoundFormat.WAV.ending(), SoundFormat.names());
    String model = request.model() == null ? null : name("model", request.model());
    String voice =
        request.voice() == null ? (model == null ? engine : model) : name("voice", request.voice());
    lexicon(request);
    String title = request.title();
    if (title != null) {
      TextRules.requireText("title", title, LONGEST_TITLE);
    }
    boolean captions = request.captions() == null || request.captions();
    return new TtsRequest(
        text, voice, speed, language, format, model, request.lexicon(), captions, title);
  }

  /**
   * The dictionary of a request, without that of the configuration.
   *
   * @throws InvalidRequestException names the entry at fault and the remedy
   */
  static Lexicon lexicon(TtsRequest request) {
    Map<String, String> entries = request.lexicon();
    if (entries == null) {
      return Lexicon.none();
    }
    if (entries.size() > MOST_ENTRIES) {
      throw new InvalidRequestException(
          LEXICON,
          "lexicon has "
              + entries.size()
              + " entries; at most "
              + MOST_ENTRIES
              + " are accepted, put lasting ones into the configuration (lexicon)");
    }
    if (entries.values().stream().anyMatch(Objects::isNull)) {
      throw new InvalidRequestException(
          LEXICON, "lexicon holds an entry without a reading; give one or leave the entry out");
    }
    try {
      return Lexicon.of(entries);
    } catch (LexiconException e) {
      throw new InvalidRequestException(
          LEXICON, "lexicon entry '" + shown(e.word()) + "' " + e.getMessage());
    }
  }

  private void checkLength(String text, double speed) {
    double atLeast = SpeechLength.atLeast(text) / speed;
    if (atLeast > limits.maxAudioS()) {
      throw new InvalidRequestException(
          "text",
          String.format(
              Locale.ROOT,
              "text would take at least %.0f s to say; at most %d s are allowed"
                  + " (limits.max_audio_s), split it or raise speed",
              atLeast,
              limits.maxAudioS()));
    }
  }

  private static String oneOf(
      String field, @Nullable String value, String otherwise, Set<String> allowed) {
    if (value == null) {
      return otherwise;
    }
    if (!allowed.contains(value)) {
      throw new InvalidRequestException(
          field,
          field
              + " must be "
              + String.join(", ", allowed.stream().sorted().toList())
              + ", is '"
              + shown(value)
              + "'");
    }
    return value;
  }

  private static String name(String field, String value) {
    TextRules.requireText(field, value, LONGEST_NAME);
    return value;
  }

  private static String shown(String value) {
    return value.length() <= LONGEST_NAME ? value : value.substring(0, LONGEST_NAME) + "…";
  }
}
