package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumericDatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2031-04-09 | april ninth, twenty thirty one | 二零三一年四月九日
          2031/4/9 | april ninth, twenty thirty one | 二零三一年四月九日
          2031.4.9 | april ninth, twenty thirty one | 二零三一年四月九日
          2031·4·9 | april ninth, twenty thirty one | 二零三一年四月九日
          04/29/2031 | april twenty ninth, twenty thirty one | 二零三一年四月二十九日
          29/04/2031 | april twenty ninth, twenty thirty one | 二零三一年四月二十九日
          29.04.2031 | april twenty ninth, twenty thirty one | 二零三一年四月二十九日
          04-29-2031 | april twenty ninth, twenty thirty one | 二零三一年四月二十九日
          1976/2/31 | february thirty first, nineteen seventy six | 一九七六年二月三十一日
          20310409 | april ninth, twenty thirty one | 二零三一年四月九日
          03/09/71 | march ninth, seventy one | 七一年三月九日
          """)
  void days_in_figures(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          02.11.2019 | november second, twenty nineteen | 二零一九年十一月二日
          7.3.2019 | march seventh, twenty nineteen | 二零一九年三月七日
          02/11/2019 | february eleventh, twenty nineteen | 二零一九年二月十一日
          """)
  void with_points_the_day_comes_first_where_both_could(
      String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2031-04 | april twenty thirty one | 二零三一年四月
          2031/04 | april twenty thirty one | 二零三一年四月
          04/2031 | april twenty thirty one | 二零三一年四月
          04.2031 | april twenty thirty one | 二零三一年四月
          April 2031 | april twenty thirty one | 二零三一年四月
          apr. 1876 | april eighteen seventy six | 一八七六年四月
          Oct-2031 | october twenty thirty one | 二零三一年十月
          """)
  void months_of_a_year(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2024/25 | twenty twenty four to twenty five | 二零二四到二五
          1999/00 | nineteen ninety nine to zero | 一九九九到零零
          2024-25 | twenty twenty four to twenty five | 二零二四到二五
          """)
  void a_year_and_the_next_one(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          the 2010-11 season was long | the twenty ten to eleven season was long
          due 2010-11 | due november twenty ten
          """)
  void a_month_or_the_next_year_by_what_is_said_around_it(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          08月08日 | 八月八日
          2031年04月09号 | 二零三一年四月九号
          2031年4月9日至12日 | 二零三一年四月九日至十二日
          5月2日-4日 | 五月二日到四日
          07/09 | 七月九日
          周二4/9 | 周二四月九日
          21.4.9 | 二一年四月九日
          截止日期是21/4/9 | 截止日期是二一年四月九日
          日期：20310409 | 日期:二零三一年四月九日
          """)
  void days_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          版本12.2.3 | 版本十二点二点三
          20310409元 | 两千零三十一万零四百零九元
          完成了3/4 | 完成了四分之三
          """)
  void versions_and_sums_are_no_dates_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2031-13-45 | two zero three one, one three, four five | 二零三一,一三,四五
          """)
  void what_is_no_day_of_the_calendar_keeps_its_digits(
      String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
