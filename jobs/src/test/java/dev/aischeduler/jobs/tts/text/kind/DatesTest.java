package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatesTest {

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
          April 9 | april ninth | 四月九日
          April 9th, 2031 | april ninth, twenty thirty one | 二零三一年四月九日
          OCT. 22 | october twenty second | 十月二十二日
          Oct. 22 2031 | october twenty second, twenty thirty one | 二零三一年十月二十二日
          Feb-22 | february twenty second | 二月二十二日
          9 April | april ninth | 四月九日
          9 april 2031 | april ninth, twenty thirty one | 二零三一年四月九日
          9-Apr-31 | april ninth, thirty one | 三一年四月九日
          Apr '31 | april thirty one | 三一年四月
          April 9-11 | april ninth to eleventh | 四月九日到十一日
          9-11 April 2031 | april ninth to eleventh, twenty thirty one | 二零三一年四月九日到十一日
          April 30 - May 2 | april thirtieth to may second | 四月三十日到五月二日
          """)
  void named_months(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          22nd oct 2031 | the twenty second of october, twenty thirty one | 二零三一年十月二十二日
          3rd June | the third of june | 六月三日
          """)
  void an_ordinal_before_its_month_stays_before_it(
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
          See you on the 9th of April. | see you on the ninth of april
          Born on 9th April. | born on the ninth of april
          Due by 4/9 at noon. | due by april ninth at noon
          Mon, Apr 9 | monday, april ninth
          Tue-Thu | tuesday to thursday
          On May 2 and on March 3. | on may second and on march third
          """)
  void days_in_english_sentences(String written, String english) {
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
          May I come in? | may i come in?
          It may 5 times fail. | it may five times fail
          March 5 miles a day. | march five miles a day
          He left on the mar. | he left on the mar
          They sat down in the sun. | they sat down in the sun
          Sun Microsystems | sun microsystems
          Jan said so. | jan said so
          Section 3.14.15 | section three point fourteen point fifteen
          Use 3/4 of it. | use three quarters of it
          20310409 files | twenty million three hundred ten thousand four hundred nine files
          """)
  void what_only_looks_like_a_date(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
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
