package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantitiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          6M | six million | 六兆
          30k | thirty thousand | 三万
          """)
  void short_magnitudes(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          赚了200w元 | 赚了二百万元
          """)
  void in_a_chinese_sentence(String written, String spoken) {
    assertThat(Said.mandarin(written)).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          a 4K screen | a four k screen
          """)
  void in_an_english_sentence(String written, String spoken) {
    assertThat(Said.english(written)).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          3bn | three billion
          2.5 tn | two point five trillion
          """)
  void short_magnitudes(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
