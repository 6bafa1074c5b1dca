package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InchesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a 27" monitor | a twenty seven inches monitor
          6" long | six inches long
          a 10' x 12' room | a ten feet by twelve feet room
          5" x 7" | five inches by seven inches
          10' tall | ten feet tall
          2 in. tall | two inches tall
          13.3" screens | thirteen point three inches screens
          """)
  void by_their_marks(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          He said "I am 27" once. | he said i am twenty seven once
          "5" | five
          the 1990's | the nineteen nineties
          'in 1990', he said | in nineteen ninety, he said
          """)
  void closing_quotation_marks_are_none(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1/4-in. slices | one quarter inch slices
          a 6-in. pipe | a six inch pipe
          a 45-yd. run | a forty five yard run
          a 9x13-inch pan | a nine by thirteen inch pan
          8½ x 11 | eight and a half by eleven
          """)
  void short_words_of_lengths_after_a_dash(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
