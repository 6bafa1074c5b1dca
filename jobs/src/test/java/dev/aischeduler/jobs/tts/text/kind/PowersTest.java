package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PowersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          10⁵ | ten to the power of five | 十的五次方
          10⁻² | ten to the power of minus two | 十的负二次方
          7² | seven squared | 七的平方
          3^4 | three to the power of four | 三的四次方
          1.5×10³kg | one point five times ten cubed kilograms | 一点五乘以十的立方公斤
          3×10⁸ m/s | three times ten to the power of eight meters per second | 三乘以十的八次方米每秒
          10⁻⁹m | ten to the power of minus nine meters | 十的负九次方米
          2.5e-6 | two point five times ten to the power of minus six | 二点五乘以十的负六次方
          """)
  void powers(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          质量为2.5×10^24 kg | 质量为二点五乘以十的二十四次方公斤
          光速约3e8 m/s | 光速约三乘以十的八次方米每秒
          面积2×10⁴m²的湖 | 面积二乘以十的四次方平方米的湖
          共1.5e3. | 共一点五乘以十的立方
          """)
  void a_power_with_a_unit_is_said_in_the_language_around_it(String written, String spoken) {
    assertThat(Said.english(written)).isEqualTo(spoken);
  }
}
