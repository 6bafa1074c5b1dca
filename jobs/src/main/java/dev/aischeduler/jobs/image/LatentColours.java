package dev.aischeduler.jobs.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.image.picture.Picture;
import dev.aischeduler.jobs.image.pipeline.LatentSize;

/**
 * A linear guess of the colours behind latents: thousands of times cheaper than the decoder, good
 * enough for a preview.
 */
final class LatentColours {
  /** Of Stable Diffusion 1.x; widely published as "latent rgb factors". */
  static final LatentColours STABLE_DIFFUSION =
      new LatentColours(
          new double[][] {
            {0.1756, 0.1149, 0.1614},
            {0.1625, 0.2487, 0.1175},
            {-0.1415, 0.0881, 0.1361},
            {-0.1060, -0.1308, -0.3589},
            {0.5, 0.5, 0.5}
          });

  private final double[][] rows;

  private LatentColours(double[][] rows) {
    this.rows = rows;
  }

  /** Red, green, blue of each channel, then those of zero; Stable Diffusion's when missing. */
  static LatentColours of(JsonNode matrix) {
    if (!matrix.isArray() || matrix.size() < 2) {
      return STABLE_DIFFUSION;
    }
    double[][] rows = new double[matrix.size()][Picture.CHANNELS];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < Picture.CHANNELS; c++) {
        rows[i][c] = matrix.path(i).path(c).asDouble();
      }
    }
    return new LatentColours(rows);
  }

  /** One pixel for each latent. */
  Picture picture(float[] latents, LatentSize size) {
    int plane = size.width() * size.height();
    int channels = Math.min(latents.length / plane, rows.length - 1);
    float[] colours = new float[Picture.CHANNELS * plane];
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int i = 0; i < plane; i++) {
        double colour = rows[rows.length - 1][c];
        for (int channel = 0; channel < channels; channel++) {
          colour += rows[channel][c] * latents[channel * plane + i];
        }
        colours[c * plane + i] = (float) colour;
      }
    }
    return new Picture(size.width(), size.height(), colours);
  }
}
