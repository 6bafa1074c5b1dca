package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnglesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          45°30'N | forty five degrees thirty minutes north | 北纬四十五度三十分
          40° 26' 46" | forty degrees twenty six minutes forty six seconds | 四十度二十六分四十六秒
          1°1′W | one degree one minute west | 西经一度一分
          """)
  void degrees_minutes_seconds(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
