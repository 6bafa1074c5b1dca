package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          2 MBPS | two megabits per second | 两兆比特每秒
          50 Mph | fifty miles per hour | 五十英里每小时
          8 kg/m³ | eight kilograms per cubic meter | 八公斤每立方米
          6 sq ft | six square feet | 六平方英尺
          3 μg | three micrograms | 三微克
          """)
  void units_in_any_case_and_per_another(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
