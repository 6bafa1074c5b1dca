package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LetterATest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Vitamin A and plan A  | vitamin ay and plan ay
          from A to Z           | from ay to z
          A or B                | ay or b
          an A, a B-            | an ay, a b minus
          A man, a plan         | a man, a plan
          A new day             | a new day
          """)
  void a_letter_or_the_article(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          买A股     | 买, ay, 股
          """)
  void in_chinese(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a 5A pass | a five ay pass
          3A or 3B | three ay or three b
          """)
  void after_a_number(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
