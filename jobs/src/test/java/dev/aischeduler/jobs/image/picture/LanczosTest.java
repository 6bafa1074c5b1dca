package dev.aischeduler.jobs.image.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LanczosTest {
  @Test
  void one_colour_stays_that_colour_at_any_size() {
    float[] grey = new float[3 * 16 * 16];
    Arrays.fill(grey, 0.25f);
    for (Fit fit : Fit.values()) {
      for (int width : new int[] {5, 16, 40}) {
        Picture resized = Lanczos.resize(new Picture(16, 16, grey), width, 24, fit);
        assertThat(resized.width()).isEqualTo(width);
        assertThat(resized.height()).isEqualTo(24);
        for (float value : resized.planes()) {
          assertThat(value).isCloseTo(0.25f, within(1e-5f));
        }
      }
    }
  }

  @Test
  void enlarging_a_gradient_keeps_it_straight_and_centred() {
    Picture wide = Lanczos.resize(gradient(32), 64, 64, Fit.COVER);
    for (int x = 12; x < 52; x++) {
      assertThat(wide.planes()[32 * 64 + x]).isCloseTo((x - 0.5f) / 2 / 32, within(2e-3f));
    }
  }

  @Test
  void cover_cuts_the_sides_and_contain_draws_the_edge_out() {
    Picture source = gradient(32);
    Picture cut = Lanczos.resize(source, 16, 32, Fit.COVER);
    assertThat(cut.planes()[16 * 16]).isCloseTo(8 / 32f, within(2e-2f));
    Picture whole = Lanczos.resize(source, 64, 32, Fit.CONTAIN);
    assertThat(whole.planes()[16 * 64 + 4]).isCloseTo(0, within(1e-5f));
    assertThat(whole.planes()[16 * 64 + 16 + 20]).isCloseTo(20 / 32f, within(1e-3f));
    assertThat(whole.planes()[16 * 64 + 60]).isCloseTo(31 / 32f, within(1e-5f));
  }

  /** Rising from left to right by one over the side for each pixel. */
  private static Picture gradient(int side) {
    float[] planes = new float[3 * side * side];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (float) (i % side) / side;
    }
    return new Picture(side, side, planes);
  }
}
