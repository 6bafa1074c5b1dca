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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1/2-3/4 | one half to three quarters | 二分之一到四分之三
          1 1/2-2 | one and a half to two | 一又二分之一到二
          5-1/2 | five and a half | 五又二分之一
          1/2-1/4=1/4 | one half minus one quarter equals one quarter | 二分之一减四分之一等于四分之一
          60/40 | sixty forty | 六十比四十
          50/60Hz | fifty slash sixty hertz | 五十斜杠六十赫兹
          120/80 mmHg | one hundred twenty over eighty millimeters of mercury | 一百二十斜杠八十毫米汞柱
          10/10 | ten out of ten | 十分之十
          4.5/5 | four point five out of five | 四点五斜杠五
          1/2" | one half of an inch | 二分之一英寸
          """)
  void mixed_ranges_shares_and_pairs(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          3/4 cup | three quarters cup
          4/5 stars | four out of five stars
          1-1/2 cups | one and a half cups
          """)
  void in_an_english_sentence(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
