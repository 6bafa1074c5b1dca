package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FractionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          -2/5 | minus two fifths | 负五分之二
          11/16 | eleven sixteenths | 十六分之十一
          2 / 3 | two thirds | 三分之二
          5/3 | five thirds | 三分之五
          ¾ | three quarters | 四分之三
          1/8th | one eighth | 八分之一
          60/40 | sixty forty | 六十比四十
          """)
  void parts(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
