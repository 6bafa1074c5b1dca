package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrdinalsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          2,000th | two thousandth | 第两千
          32nd | thirty second | 第三十二
          5TH | fifth | 第五
          """)
  void places_in_an_order(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          the 3th time | the three th time
          the 12nd time | the twelve nd time
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
          the 99.9th percentile | the ninety nine point ninth percentile
          the 99.95th | the ninety nine point nine fifth
          """)
  void decimal_places(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
