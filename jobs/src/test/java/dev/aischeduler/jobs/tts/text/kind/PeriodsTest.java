package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeriodsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1970s | nineteen seventies | 一九七零年代
          1970's | nineteen seventies | 一九七零年代
          1900s | nineteen hundreds | 一九零零年代
          2000s | two thousands | 二零零零年代
          1810s | eighteen tens | 一八一零年代
          '60s | sixties | 六十年代
          """)
  void decades(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          in the 60s | in the sixties
          the mid-1960s | the mid nineteen sixties
          60's music | sixties music
          the 1950s and '60s | the nineteen fifties and sixties
          a man in his 40s | a man in his forties
          """)
  void decades_in_english(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          It took 30s. | it took thirty seconds
          wait 60s | wait sixty seconds
          """)
  void a_number_of_seconds_is_no_decade(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          312ad | three hundred twelve ay d | 公元三一二年
          312 AD | three hundred twelve ay d | 公元三一二年
          AD 312 | ay d three hundred twelve | 公元三一二年
          1046b.c. | ten forty six b c | 公元前一零四六年
          44 B.C. | forty four b c | 公元前四四年
          500 BCE | five hundred b c e | 公元前五零零年
          70 CE | seventy c e | 公元七零年
          """)
  void eras(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          公元前221年秦统一六国 | 公元前二二一年秦统一六国
          公元618年 | 公元六一八年
          1644年5月bc | 公元前一六四四年五月
          07年 | 零七年
          98年出生 | 九八年出生
          上世纪70年代 | 上世纪七十年代
          1970年代 | 一九七零年代
          2018-2022年间 | 二零一八到二零二二年间
          2018年-2022年 | 二零一八年到二零二二年
          85后和00后 | 八五后和零零后
          95后员工 | 九五后员工
          """)
  void years_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          有3000年历史 | 有三千年历史
          30后退一步 | 三十后退一步
          """)
  void quantities_are_no_years_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2H25 | second half of twenty five | 二五年下半年
          1H 2031 | first half of twenty thirty one | 二零三一年上半年
          H2 2031 | second half of twenty thirty one | 二零三一年下半年
          4Q31 | fourth quarter of thirty one | 三一年第四季度
          Q3 | q three | 第三季度
          Q3 2031 | q three twenty thirty one | 二零三一年第三季度
          FY2031 | fiscal year twenty thirty one | 二零三一财年
          FY31 | fiscal year thirty one | 三一财年
          """)
  void parts_of_a_year(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2D and 3H | two d and three h
          Q5 | q five
          a 2CE b | a two c e b
          """)
  void letters_that_name_something_else(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1,000s of people | thousands of people
          10s of thousands | tens of thousands
          100's of jobs | hundreds of jobs
          the 1970s of jazz | the nineteen seventies of jazz
          """)
  void many_of_something(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
