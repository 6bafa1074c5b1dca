package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          3 ≥ 2 | three is at least two | 三大于等于二
          3>=2 | three is at least two | 三大于等于二
          3 != 2 | three is not equal to two | 三不等于二
          6±1 | six plus or minus one | 六正负一
          √9 | the square root of nine | 根号九
          ∞ | infinity | 无穷大
          """)
  void signs(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          the tag <b> is old | the tag b is old
          3 days/week | three days per week
          N² of it | n squared of it
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
          § 12 and §§ 3-5 | section twelve and section three to five
          """)
  void sections(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
