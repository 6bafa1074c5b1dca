package dev.aischeduler.client;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has a text read aloud; null leaves the choice to the server.
 *
 * @param text what to say
 * @param voice engine name, installed voice, or a speaker
 * @param speed 0.25..4; 1 is normal
 * @param language {@code en}, {@code zh} or {@code auto}
 * @param format {@code wav} or {@code mp3}, which name the artifact: {@code speech.mp3}
 * @param model engine name or installed voice; then {@code voice} is one of its speakers
 * @param lexicon readings of words
 * @param captions false makes no captions
 * @param title what the speech is called
 */
public record TtsRequest(
    String text,
    @Nullable String voice,
    @Nullable Double speed,
    @Nullable String language,
    @Nullable String format,
    @Nullable String model,
    @Nullable Map<String, String> lexicon,
    @Nullable Boolean captions,
    @Nullable String title,
    @JsonUnwrapped JobOptions options)
    implements JobRequest {

  /** A request. */
  public static Builder builder(String text) {
    return new Builder(text);
  }

  /** Collects a request. For one thread. */
  public static final class Builder {
    private final String text;
    private @Nullable String voice;
    private @Nullable Double speed;
    private @Nullable String language;
    private @Nullable String format;
    private @Nullable String model;
    private @Nullable Map<String, String> lexicon;
    private @Nullable Boolean captions;
    private @Nullable String title;
    private JobOptions options = JobOptions.NONE;

    private Builder(String text) {
      this.text = text;
    }

    /** Engine name, installed voice, or a speaker; null for the configured one. */
    public Builder voice(@Nullable String value) {
      voice = value;
      return this;
    }

    /** 0.25..4; 1 is normal. */
    public Builder speed(double value) {
      speed = value;
      return this;
    }

    /** {@code en}, {@code zh} or {@code auto}. */
    public Builder language(String value) {
      language = value;
      return this;
    }

    /** {@code wav} or {@code mp3}. */
    public Builder format(String value) {
      format = value;
      return this;
    }

    /** Engine name or installed voice; then the voice is one of its speakers. */
    public Builder model(String value) {
      model = value;
      return this;
    }

    /** Readings of words. */
    public Builder lexicon(Map<String, String> value) {
      lexicon = Map.copyOf(value);
      return this;
    }

    /** False makes no captions. */
    public Builder captions(boolean value) {
      captions = value;
      return this;
    }

    /** What the speech is called. */
    public Builder title(String value) {
      title = value;
      return this;
    }

    /** What every kind of task takes. */
    public Builder options(JobOptions value) {
      options = value;
      return this;
    }

    /** The request. */
    public TtsRequest build() {
      return new TtsRequest(
          text, voice, speed, language, format, model, lexicon, captions, title, options);
    }
  }
}
