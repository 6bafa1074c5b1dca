package dev.aischeduler.jobs.tts.audio;

/**
 * A piece of speech, made ready for being joined with others, in 16 bits of its own peak: half the
 * memory of what a model gives, and quantised as finely as the file that it ends in. Immutable.
 */
public final class SpeechPiece {
  private final short[] levels;
  private final float unit;
  private final double energy;

  private SpeechPiece(short[] levels, float unit, double energy) {
    this.levels = levels;
    this.unit = unit;
    this.energy = energy;
  }

  /**
   * Removes the offset and the silence at both ends, and fades the ends.
   *
   * @param samples as a model gave them; they are not kept
   * @param sampleRate in Hz
   * @return an empty piece when the samples are silent
   * @throws IllegalArgumentException when a sample is not a number: the model is damaged
   */
  public static SpeechPiece of(float[] samples, int sampleRate) {
    for (float s : samples) {
      if (!Float.isFinite(s)) {
        throw new IllegalArgumentException("the voice produced samples that are no numbers");
      }
    }
    float[] prepared = Edges.prepare(samples, sampleRate);
    float peak = 0;
    double energy = 0;
    for (float s : prepared) {
      peak = Math.max(peak, Math.abs(s));
      energy += (double) s * s;
    }
    float unit = peak / Short.MAX_VALUE;
    short[] levels = new short[prepared.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (short) Math.round(prepared[i] / unit);
    }
    return new SpeechPiece(levels, unit, energy);
  }

  /** Samples. */
  public int length() {
    return levels.length;
  }

  /** One sample, as loud as the model gave it. */
  float sample(int index) {
    return levels[index] * unit;
  }

  /** The largest absolute sample. */
  float peak() {
    return unit * Short.MAX_VALUE;
  }

  /** Sum of the squares of all samples. */
  double energy() {
    return energy;
  }
}
