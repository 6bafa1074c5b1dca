package dev.aischeduler.jobs.image.pipeline;

/**
 * Input or output values of a graph, row-major, as floats whatever the graph's own type; token ids
 * and timesteps are small enough to be exact. Neither array is copied or may be changed.
 */
public final class Tensor {
  private final float[] values;
  private final long[] shape;

  /**
   * Over these arrays.
   *
   * @param shape lengths of the axes; their product is the number of values
   */
  public Tensor(float[] values, long... shape) {
    this.values = values;
    this.shape = shape;
  }

  /** The numbers. */
  public float[] values() {
    return values;
  }

  /** Lengths of the axes. */
  public long[] shape() {
    return shape;
  }
}
