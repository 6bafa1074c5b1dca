package dev.aischeduler.jobs.image.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class PngTest {
  @Test
  void pixels_and_texts_survive_the_file() throws Exception {
    float[] planes = {1, 0, 0.5f, 0, 1, 2, 0, -1, 0.2f};
    Map<String, String> texts = Map.of("prompt", "小猫 🐱 \"<&>\"\nsecond line", "seed", "-1");
    byte[] png = Png.write(new Picture(3, 1, planes), texts);
    var read = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(read.getRGB(0, 0)).isEqualTo(0xffff0000);
    assertThat(read.getRGB(1, 0)).isEqualTo(0xff00ff00);
    assertThat(read.getRGB(2, 0)).isEqualTo(0xff80ff33);
    assertThat(Png.texts(png)).isEqualTo(texts);
  }
}
