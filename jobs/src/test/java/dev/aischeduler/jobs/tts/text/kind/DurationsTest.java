package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1h30m | one hour thirty minutes | 一小时三十分钟
          2h 15m 30s | two hours fifteen minutes thirty seconds | 两小时十五分钟三十秒
          4m 20s | four minutes twenty seconds | 四分钟二十秒
          3d 4h | three days four hours | 三天四小时
          """)
  void durations(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
