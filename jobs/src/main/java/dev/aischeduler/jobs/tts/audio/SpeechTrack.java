package dev.aischeduler.jobs.tts.audio;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Pieces of speech in order, with silence before, between and after them. One gain applies to the
 * whole track, so that sentences keep their relative loudness. Memory: two bytes for each sample of
 * speech, none for silence. Not thread-safe.
 */
public final class SpeechTrack {
  /** Silence before the first piece, in seconds. */
  private static final double LEAD_IN_S = 0.05;

  /** Silence after the last piece, in seconds. */
  private static final double LEAD_OUT_S = 0.12;

  /** Highest peak of the finished track (-1 dBFS), to avoid clipping. */
  private static final double PEAK = 0.89;

  /**
   * RMS of the finished speech, pauses left out (-18 dBFS), so that all voices are equally loud.
   */
  private static final double LEVEL = 0.125;

  private final int sampleRate;
  private final List<Part> parts = new ArrayList<>();
  private long length;

  /** Silence before the next piece, in samples. */
  private int silence;

  private float peak;
  private double energy;

  /** Samples of all pieces, without silence. */
  private long spoken;

  /**
   * A piece and the silence before it.
   *
   * @param silence number of samples
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

  /**
   * Creates an empty track.
   *
   * @param sampleRate in Hz; every piece must have it
   */
  public SpeechTrack(int sampleRate) {
    this.sampleRate = sampleRate;
    this.silence = count(LEAD_IN_S);
    this.length = silence;
  }

  /**
   * Appends a piece; an empty piece and its pause are ignored.
   *
   * @param piece speech at the sample rate of the track
   * @param pauseS silence before the next piece, in seconds, at least 0; unused after the last
   *     piece
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

  /** Length so far in seconds, without the silence at the end. */
  public double seconds() {
    return (double) length / sampleRate;
  }

  /** Number of samples of the finished track, with the silence at the end. */
  public long samples() {
    return length + count(LEAD_OUT_S);
  }

  /** Whether the track has no audible piece. */
  public boolean isSilent() {
    return peak == 0;
  }

  /**
   * Encodes the track as a WAV file (16-bit mono PCM) at an RMS of -18 dBFS, or lower where peaks
   * would exceed -1 dBFS. The file is encoded while it is read, in blocks of 8 KiB. Pieces added
   * later do not change the returned stream.
   *
   * @return a new stream for one thread; it holds no resources, so it need not be closed
   * @throws ArithmeticException when the file would be larger than 2 GiB
   */
  public InputStream wav() {
    double gain = peak == 0 ? 1 : Math.min(LEVEL / Math.sqrt(energy / spoken), PEAK / peak);
    return new WavStream(List.copyOf(parts), samples(), sampleRate, (float) gain);
  }

  private int count(double seconds) {
    return (int) Math.round(seconds * sampleRate);
  }
}
