package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnclosedNumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          ③ | three | 三
          ⑿ | twelve | 十二
          ㈣ | four | 四
          """)
  void figures_in_circles_and_brackets(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          ①打开②关闭 | 一,打开,二,关闭
          """)
  void in_a_chinese_sentence(String written, String spoken) {
    assertThat(Said.mandarin(written)).isEqualTo(spoken);
  }
}
