package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmperesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1.5A | one point five amperes
          5V/2A | five volts two amperes
          a 10A fuse | a ten amperes fuse
          Room 5A | room five ay
          seat 12A | seat twelve ay
          """)
  void only_where_something_says_so(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
