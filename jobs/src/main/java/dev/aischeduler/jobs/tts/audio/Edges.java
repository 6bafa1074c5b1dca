package dev.aischeduler.jobs.tts.audio;

import java.util.Arrays;

/**
 * Prepares a piece of speech for being joined with others: removes the DC offset, trims silence at
 * both ends, and adds a fade-in and a fade-out, so that joins do not click.
 */
final class Edges {
  /** Length of the frames whose level is measured, in seconds. */
  private static final double FRAME_S = 0.01;

  /** Silence kept before the first audible frame, in seconds. */
  private static final double KEEP_BEFORE_S = 0.02;

  /** Silence kept after the last audible frame, in seconds. */
  private static final double KEEP_AFTER_S = 0.04;

  /** Length of the fade-in and of the fade-out, in seconds. */
  private static final double FADE_S = 0.008;

  /** A frame below this fraction of the loudest frame's RMS is silence (-40 dB). */
  private static final double SILENCE = 0.01;

  private Edges() {}

  /**
   * Returns the piece without its silent ends and with fades.
   *
   * @param samples PCM samples, nominally -1..1, all finite; not changed
   * @param sampleRate in Hz
   * @return a new array; empty when the piece is silent or shorter than 10 ms
   */
  static float[] prepare(float[] samples, int sampleRate) {
    float[] centred = centred(samples);
    int frame = Math.max(1, (int) (FRAME_S * sampleRate));
    int frames = centred.length / frame;
    double[] levels = new double[frames];
    for (int i = 0; i < frames; i++) {
      levels[i] = rms(centred, i * frame, frame);
    }
    double loudest = Arrays.stream(levels).max().orElse(0);
    if (loudest < 1e-5) {
      return new float[0];
    }
    int first = 0;
    while (levels[first] < loudest * SILENCE) {
      first++;
    }
    int last = frames - 1;
    while (levels[last] < loudest * SILENCE) {
      last--;
    }
    int from = Math.max(0, first * frame - (int) (KEEP_BEFORE_S * sampleRate));
    int to = Math.min(centred.length, (last + 1) * frame + (int) (KEEP_AFTER_S * sampleRate));
    return faded(Arrays.copyOfRange(centred, from, to), (int) (FADE_S * sampleRate));
  }

  private static float[] centred(float[] samples) {
    double sum = 0;
    for (float s : samples) {
      sum += s;
    }
    float mean = samples.length == 0 ? 0 : (float) (sum / samples.length);
    float[] out = samples.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] -= mean;
    }
    return out;
  }

  private static double rms(float[] samples, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / length);
  }

  /** Applies raised-cosine (Hann) fades in place, each at most half of the samples long. */
  private static float[] faded(float[] samples, int wanted) {
    int length = Math.min(wanted, samples.length / 2);
    for (int i = 0; i < length; i++) {
      float gain = (float) (0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / length));
      samples[i] *= gain;
      samples[samples.length - 1 - i] *= gain;
    }
    return samples;
  }
}
