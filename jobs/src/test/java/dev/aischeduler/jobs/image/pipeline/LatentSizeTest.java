package dev.aischeduler.jobs.image.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LatentSizeTest {
  private static final LatentSize.Choices ANY = new LatentSize.Choices(64, 8, -1, -1);

  @Test
  void the_aspect_is_followed_with_about_as_many_latents_as_the_square() {
    assertThat(ANY.nearest(512, 512)).isEqualTo(new LatentSize(64, 64));
    assertThat(ANY.nearest(768, 512)).isEqualTo(new LatentSize(80, 56));
    assertThat(ANY.nearest(64, 1024)).isEqualTo(new LatentSize(48, 88));
  }

  @Test
  void a_graph_with_fixed_axes_has_one_size() {
    assertThat(new LatentSize.Choices(64, 8, 96, 64).nearest(512, 1024))
        .isEqualTo(new LatentSize(96, 64));
  }
}
