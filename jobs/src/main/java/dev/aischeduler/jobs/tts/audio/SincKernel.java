package dev.aischeduler.jobs.tts.audio;

/**
 * Weights for values between samples: a sinc under a Kaiser window, looked up in a table with
 * linear interpolation (J. O. Smith, "Digital Audio Resampling Home Page", CCRMA, Stanford, 2002).
 * Images of the sound are at least 90 dB below it; nine tenths of its band are untouched.
 * Immutable.
 */
final class SincKernel {
  /** Samples on each side that have a weight. */
  static final int REACH = 64;

  private static final int STEPS = 512;

  /** Middle of the slope from what passes to what does not, as a part of half the sample rate. */
  private static final double CUT_OFF = 0.95;

  /** Of the Kaiser window, for 96 dB: 0.1102 (96 - 8.7). */
  private static final double BETA = 9.62;

  private final double[] table = new double[REACH * STEPS + 2];

  SincKernel() {
    for (int i = 0; i < REACH * STEPS; i++) {
      double t = (double) i / STEPS;
      double x = t / REACH;
      double window = bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
      double phase = Math.PI * CUT_OFF * t;
      table[i] = CUT_OFF * window * (i == 0 ? 1 : Math.sin(phase) / phase);
    }
  }

  /**
   * The weight of a sample.
   *
   * @param distance to it in samples, 0 to {@link #REACH}
   */
  double weight(double distance) {
    double at = distance * STEPS;
    int index = (int) at;
    double part = at - index;
    return table[index] + part * (table[index + 1] - table[index]);
  }

  /** Modified Bessel function of the first kind and order 0, by its power series. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-16; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }
}
