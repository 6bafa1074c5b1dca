package dev.aischeduler.jobs.tts.audio;

import java.util.Arrays;

/**
 * Speech that grows piece by piece, with silence between the pieces; one gain for the whole, so
 * that sentences keep their levels. Not thread-safe.
 */
public final class SpeechTrack {
  private static final double LEAD_IN_S = 0.05;
  private static final double LEAD_OUT_S = 0.12;
  private static final double PEAK = 0.89;

  /** Level of speech, pauses left out (-18 dB): voices of any peak sound equally loud. */
  private static final double LEVEL = 0.125;

  private final int sampleRate;
  private float[] samples;
  private int length;
  private int silence;
  private double energy;
  private long spoken;

  /** An empty track at this rate in Hz. */
  public SpeechTrack(int sampleRate) {
    this.sampleRate = sampleRate;
    this.samples = new float[sampleRate * 4];
    this.length = count(LEAD_IN_S);
  }

  /**
   * Adds a piece as a model gave it.
   *
   * @param pauseS silence after it in seconds, if another piece follows
   * @throws IllegalArgumentException when a sample is not a number: the model is damaged
   */
  public void add(float[] piece, double pauseS) {
    for (float s : piece) {
      if (!Float.isFinite(s)) {
        throw new IllegalArgumentException("the voice produced samples that are no numbers");
      }
    }
    float[] prepared = Edges.prepare(piece, sampleRate);
    if (prepared.length == 0) {
      return;
    }
    int start = length + silence;
    int end = start + prepared.length;
    if (end > samples.length) {
      samples = Arrays.copyOf(samples, Math.max(end, samples.length * 2));
    }
    System.arraycopy(prepared, 0, samples, start, prepared.length);
    length = end;
    for (float s : prepared) {
      energy += (double) s * s;
    }
    spoken += prepared.length;
    silence = count(pauseS);
  }

  /** Seconds so far. */
  public double seconds() {
    return (double) length / sampleRate;
  }

  /** Whether nothing audible was added. */
  public boolean isSilent() {
    return peak() == 0;
  }

  /** The finished speech at the usual level, or below it where peaks would clip. */
  public float[] finished() {
    float[] out = Arrays.copyOf(samples, length + count(LEAD_OUT_S));
    float peak = peak();
    if (peak == 0) {
      return out;
    }
    float gain = (float) Math.min(LEVEL / Math.sqrt(energy / spoken), PEAK / peak);
    for (int i = 0; i < length; i++) {
      out[i] *= gain;
    }
    return out;
  }

  private float peak() {
    float peak = 0;
    for (int i = 0; i < length; i++) {
      peak = Math.max(peak, Math.abs(samples[i]));
    }
    return peak;
  }

  private int count(double seconds) {
    return (int) Math.round(seconds * sampleRate);
  }
}
