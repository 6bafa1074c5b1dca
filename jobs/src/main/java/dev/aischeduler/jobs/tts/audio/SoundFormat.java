package dev.aischeduler.jobs.tts.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The formats in which speech is handed out. */
public enum SoundFormat {
  /** 16-bit PCM, without loss. */
  WAV("audio/wav"),

  /** 64 kbit/s, a quarter to a sixth of {@link #WAV}. */
  MP3("audio/mpeg");

  private final String mediaType;

  SoundFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** As requests name them. */
  public static Set<String> names() {
    return Arrays.stream(values()).map(SoundFormat::ending).collect(Collectors.toSet());
  }

  /**
   * The format of a name.
   *
   * @param name one of {@link #names}
   */
  public static SoundFormat of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** How names of such files end, without a dot. */
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of such files. */
  public String mediaType() {
    return mediaType;
  }

  /** The file of a track, encoded while it is read; it need not be closed. */
  public InputStream file(SpeechTrack track) {
    try {
      return this == WAV ? track.wav() : Mp3Stream.of(track.wav());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
