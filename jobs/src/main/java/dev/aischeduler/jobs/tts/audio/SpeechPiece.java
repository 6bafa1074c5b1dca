package dev.aischeduler.jobs.tts.audio;

/**
 * A piece of speech that is ready to be joined with others: mono PCM, 16 bits per sample, scaled to
 * its own peak. That is half the memory of the {@code float} samples of a model, at the resolution
 * of the final WAV file. Immutable.
 */
public final class SpeechPiece {
  private final short[] quantised;
  private final float scale;
  private final double energy;

  private SpeechPiece(short[] quantised, float scale, double energy) {
    this.quantised = quantised;
    this.scale = scale;
    this.energy = energy;
  }

  /**
   * Creates a piece from the samples of a model: removes the DC offset, trims silence at both ends,
   * and adds fades.
   *
   * @param samples PCM samples, nominally -1..1; not changed, not kept
   * @param sampleRate in Hz
   * @return an empty piece when the samples are silent or shorter than 10 ms
   * @throws IllegalArgumentException when a sample is NaN or infinite, so the model is damaged
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
    float scale = peak / Short.MAX_VALUE;
    short[] quantised = new short[prepared.length];
    for (int i = 0; i < quantised.length; i++) {
      quantised[i] = (short) Math.round(prepared[i] / scale);
    }
    return new SpeechPiece(quantised, scale, energy);
  }

  /** Number of samples; 0 when the piece is empty. */
  public int length() {
    return quantised.length;
  }

  /**
   * One sample, restored to the level that the model gave it.
   *
   * @param index 0 to {@link #length} - 1
   */
  float sample(int index) {
    return quantised[index] * scale;
  }

  /** Largest absolute value of a sample; 0 when the piece is empty. */
  float peak() {
    return scale * Short.MAX_VALUE;
  }

  /** Sum of the squares of all samples. */
  double energy() {
    return energy;
  }
}
