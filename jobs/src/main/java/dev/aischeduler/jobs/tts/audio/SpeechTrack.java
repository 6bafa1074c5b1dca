package dev.aischeduler.jobs.tts.audio;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Speech that grows piece by piece, with silence between the pieces; one gain for the whole, so
 * that sentences keep their levels. It holds two bytes for each spoken sample. Not thread-safe.
 */
public final class SpeechTrack {
  private static final double LEAD_IN_S = 0.05;
  private static final double LEAD_OUT_S = 0.12;
  private static final double PEAK = 0.89;

  /** Level of speech, pauses left out (-18 dB): voices of any peak sound equally loud. */
  private static final double LEVEL = 0.125;

  private final int sampleRate;
  private final List<Part> parts = new ArrayList<>();
  private long length;
  private int silence;
  private float peak;
  private double energy;
  private long spoken;

  /**
   * Silence, then a piece.
   *
   * @param silence samples
   */
  record Part(int silence, SpeechPiece piece) {}

  /**
   * Where a piece lies in the finished speech, in samples; as long as the piece.
   *
   * @param to behind its last sample
   */
  public record Span(long from, long to) {
    /** Whether nothing is heard. */
    public boolean isEmpty() {
      return from == to;
    }
  }

  /** An empty track at this rate in Hz. */
  public SpeechTrack(int sampleRate) {
    this.sampleRate = sampleRate;
    this.silence = count(LEAD_IN_S);
    this.length = silence;
  }

  /**
   * Adds a piece; nothing when it is empty.
   *
   * @param pauseS silence after it in seconds, if another piece follows
   * @return where it lies
   */
  public Span add(SpeechPiece piece, double pauseS) {
    if (piece.length() == 0) {
      return new Span(length, length);
    }
    // The lead-in counts from the start, a pause only when something follows it.
    length += piece.length() + (parts.isEmpty() ? 0 : silence);
    parts.add(new Part(silence, piece));
    peak = Math.max(peak, piece.peak());
    energy += piece.energy();
    spoken += piece.length();
    silence = count(pauseS);
    return new Span(length - piece.length(), length);
  }

  /** Samples in a second. */
  public int sampleRate() {
    return sampleRate;
  }

  /** Seconds so far. */
  public double seconds() {
    return (double) length / sampleRate;
  }

  /** Samples of the finished speech. */
  public long samples() {
    return length + count(LEAD_OUT_S);
  }

  /** Whether nothing audible was added. */
  public boolean isSilent() {
    return peak == 0;
  }

  /**
   * The finished speech as a WAV file, at the usual level or below it where peaks would clip. It is
   * made while it is read, a few kilobytes at a time.
   */
  public InputStream wav() {
    double gain = peak == 0 ? 1 : Math.min(LEVEL / Math.sqrt(energy / spoken), PEAK / peak);
    return new WavStream(List.copyOf(parts), samples(), sampleRate, (float) gain);
  }

  private int count(double seconds) {
    return (int) Math.round(seconds * sampleRate);
  }
}
