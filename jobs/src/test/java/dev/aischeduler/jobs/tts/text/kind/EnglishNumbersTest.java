package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnglishNumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          9876543210 | nine billion eight hundred seventy six million five hundred forty three thousand two hundred ten | 九十八亿七千六百五十四万三千二百一十
          .75 | zero point seven five | 零点七五
          """)
  void numbers_too_long_to_count_are_said_by_digits(
      String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
