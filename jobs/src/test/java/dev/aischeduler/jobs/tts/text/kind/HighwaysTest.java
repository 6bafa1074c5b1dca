package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HighwaysTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Take Hwy 101 to I-95.        | take highway one oh one to i ninety five
          Route 66 and US-101          | route sixty six and u s one oh one
          Highway 1 or Interstate 405  | highway one or interstate four oh five
          """)
  void numbered_highways(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          US 500 million | u s five hundred million
          I-95 and i - 95 | i ninety five and i minus ninety five
          """)
  void no_highways(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
