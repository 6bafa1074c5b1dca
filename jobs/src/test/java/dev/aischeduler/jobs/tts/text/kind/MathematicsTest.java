package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MathematicsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          4*6 | four times six | 四乘六
          4×6=24 | four times six equals twenty four | 四乘六等于二十四
          21:9 | twenty one to nine | 二十一比九
          12/3=4 | twelve divided by three equals four | 十二除以三等于四
          """)
  void formulas(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          z=x +2 | z equals x plus two
          f(x)=3 | f of x equals three
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
          Psalm 23:1-6 | psalm twenty three one to six
          John 3:16-18 | john three sixteen to eighteen
          5! = 120 | five factorial equals one hundred twenty
          """)
  void verses_and_factorials(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
