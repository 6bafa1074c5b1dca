package dev.aischeduler.jobs.image.picture;

import java.awt.image.BufferedImage;

/** An RGB picture of floats, so that resizing rounds only once. Not to be changed. */
public final class Picture {
  /** Red, green, blue. */
  public static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final float[] planes;

  /**
   * Over this array.
   *
   * @param planes red, green, blue, each height by width, 0..1; values outside are cut when drawn
   */
  public Picture(int width, int height, float[] planes) {
    if (planes.length != CHANNELS * width * height) {
      throw new IllegalArgumentException(
          planes.length + " numbers are no " + width + "x" + height + " RGB picture");
    }
    this.width = width;
    this.height = height;
    this.planes = planes;
  }

  /** Pixels across. */
  public int width() {
    return width;
  }

  /** Pixels down. */
  public int height() {
    return height;
  }

  /** Red, green, blue, each height by width. */
  public float[] planes() {
    return planes;
  }

  /** The pixels with 8 bits a channel. */
  public BufferedImage pixels() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int plane = width * height;
    int[] rgb = new int[plane];
    for (int i = 0; i < plane; i++) {
      rgb[i] =
          level(planes[i]) << 16 | level(planes[plane + i]) << 8 | level(planes[2 * plane + i]);
    }
    image.setRGB(0, 0, width, height, rgb, 0, width);
    return image;
  }

  private static int level(float value) {
    return (int) Math.rint(Math.max(0, Math.min(1, value)) * 255);
  }
}
