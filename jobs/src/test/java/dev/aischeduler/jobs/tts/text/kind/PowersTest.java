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
          2.5e-6 | two point five times ten to the power of minus six | 二点五乘以十的负六次方
          """)
  void powers(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
