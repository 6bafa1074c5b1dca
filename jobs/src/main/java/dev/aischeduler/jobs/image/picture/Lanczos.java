package dev.aischeduler.jobs.image.picture;

/**
 * Resizing with the Lanczos-3 window (Duchon 1979), widened when shrinking so that nothing aliases;
 * columns and rows one after the other.
 */
public final class Lanczos {
  private static final int LOBES = 3;

  private Lanczos() {}

  /** The picture in a frame of exactly this size, centred. */
  public static Picture resize(Picture picture, int width, int height, Fit fit) {
    if (picture.width() == width && picture.height() == height) {
      return picture;
    }
    double across = (double) picture.width() / width;
    double down = (double) picture.height() / height;
    double scale = fit == Fit.COVER ? Math.min(across, down) : Math.max(across, down);
    Taps columns = Taps.of(picture.width(), width, scale);
    Taps rows = Taps.of(picture.height(), height, scale);
    float[] planes = new float[Picture.CHANNELS * width * height];
    for (int c = 0; c < Picture.CHANNELS; c++) {
      float[] wide = new float[width * picture.height()];
      for (int y = 0; y < picture.height(); y++) {
        int from = (c * picture.height() + y) * picture.width();
        for (int x = 0; x < width; x++) {
          wide[y * width + x] = columns.apply(picture.planes(), from, 1, x);
        }
      }
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          planes[(c * height + y) * width + x] = rows.apply(wide, x, width, y);
        }
      }
    }
    return new Picture(width, height, planes);
  }

  /** Which source pixels make each target pixel of one axis, and how much of each. */
  private static final class Taps {
    private final int count;
    private final int[] sources;
    private final float[] weights;

    /**
     * Over these arrays.
     *
     * @param count taps of each target
     * @param sources index of each tap's pixel; the edge's beyond the edge
     * @param weights of each tap; add up to 1 for each target
     */
    private Taps(int count, int[] sources, float[] weights) {
      this.count = count;
      this.sources = sources;
      this.weights = weights;
    }

    /** Taps that map {@code to} pixels, each {@code scale} source pixels wide, centred. */
    static Taps of(int from, int to, double scale) {
      double stretch = Math.max(1, scale);
      int count = (int) Math.ceil(LOBES * stretch) * 2 + 1;
      int[] sources = new int[to * count];
      float[] weights = new float[to * count];
      for (int target = 0; target < to; target++) {
        double centre = (target + 0.5 - to / 2.0) * scale + from / 2.0 - 0.5;
        int first = (int) Math.floor(centre) - count / 2;
        double[] raw = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
          raw[i] = window((first + i - centre) / stretch);
          sum += raw[i];
        }
        for (int i = 0; i < count; i++) {
          sources[target * count + i] = Math.max(0, Math.min(from - 1, first + i));
          weights[target * count + i] = (float) (raw[i] / sum);
        }
      }
      return new Taps(count, sources, weights);
    }

    float apply(float[] values, int origin, int stride, int target) {
      double sum = 0;
      for (int i = target * count; i < (target + 1) * count; i++) {
        sum += (double) weights[i] * values[origin + sources[i] * stride];
      }
      return (float) sum;
    }

    private static double window(double distance) {
      if (distance == 0) {
        return 1;
      }
      if (Math.abs(distance) >= LOBES) {
        return 0;
      }
      double angle = Math.PI * distance;
      return LOBES * Math.sin(angle) * Math.sin(angle / LOBES) / (angle * angle);
    }
  }
}
