package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          04:00 | four o'clock | 四点
          16:45 | sixteen forty five | 十六点四十五分
          8:07 | eight oh seven | 八点零七分
          00:00 | zero hundred | 零点
          24:00 | twenty four hundred | 二十四点
          21：34 | twenty one thirty four | 二十一点三十四分
          16:20:40 | sixteen hours twenty minutes and forty seconds | 十六点二十分四十秒
          01:01:01 | one hour one minute and one second | 一点零一分零一秒
          11:59:59.25 | eleven hours fifty nine minutes and fifty nine point two five seconds | 十一点五十九分五十九点二五秒
          """)
  void times_of_day(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          4 a.m. | four ay m | 上午四点
          4pm | four p m | 下午四点
          4:00 p.m. | four p m | 下午四点
          2.47 p.m. | two forty seven p m | 下午两点四十七分
          2:47 p.m. pst | two forty seven p m p s t | 下午两点四十七分太平洋时间
          2:47 p.m.est | two forty seven p m e s t | 下午两点四十七分东部时间
          9:00:05 a.m. | nine hours zero minutes and five seconds ay m | 上午九点零分零五秒
          8:00 GMT | eight o'clock g m t | 八点格林尼治时间
          3 PM EST | three p m e s t | 下午三点东部时间
          10:00+05:30 | ten o'clock u t c plus five thirty | 十点东五点三十区
          """)
  void halves_of_the_day_and_zones(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2031-04-09T07:30:00Z | april ninth, twenty thirty one seven hours thirty minutes and zero seconds u t c | 二零三一年四月九日七点三十分零秒世界时间
          2031-04-09T07:30:00-05:00 | april ninth, twenty thirty one seven hours thirty minutes and zero seconds u t c minus five | 二零三一年四月九日七点三十分零秒西五区
          2031-04-09 07:30:00+08:00 | april ninth, twenty thirty one seven hours thirty minutes and zero seconds u t c plus eight | 二零三一年四月九日七点三十分零秒东八区
          2031-04-09 07:30 | april ninth, twenty thirty one seven thirty | 二零三一年四月九日七点三十分
          """)
  void dates_with_times(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          9:00-17:30 | nine o'clock to seventeen thirty | 九点到十七点三十分
          8:00-10:00 | eight o'clock to ten o'clock | 八点到十点
          11:30–12:30 | eleven thirty to twelve thirty | 十一点三十分到十二点三十分
          9:00~18:00 | nine o'clock to eighteen hundred | 九点到十八点
          6-8pm | six to eight p m | 下午六点到八点
          8am-6pm | eight ay m to six p m | 上午八点到下午六点
          """)
  void from_one_time_to_another(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          下午03:04 | 下午三点零四分
          早上8:00出发 | 早上八点出发
          7点1刻 | 七点一刻
          8点差5分am | 八点差五分, ay m
          上午9点到下午5点 | 上午九点到下午五点
          """)
  void times_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          I am 5 a man. | i am five a man
          a ratio of 3:1 | a ratio of three to one
          I am 5 am I not? | i am five ay m i not?
          Scores: 16:9 | scores: sixteen to nine
          """)
  void what_only_looks_like_a_time(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          比分3:1 | 比分三比一
          以2:10落败 | 以二比十落败
          比例16:9 | 比例十六比九
          """)
  void results_and_ratios_are_no_times_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GMT-5 | g m t minus five | 格林尼治时间减五小时
          UTC+5:30 | u t c plus five thirty | 世界时间加五小时三十分
          """)
  void zones_by_their_hours(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          12:60 | twelve to sixty | 十二比六十
          25:30 | twenty five to thirty | 二十五比三十
          12:60 pm | twelve sixty p m | 下午十二点六十分
          9:30-11 | nine thirty to eleven | 九点三十分到十一
          """)
  void what_is_no_time_keeps_its_figures(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2:30.5 | two minutes and thirty point five seconds
          1:25,000 | one to twenty five thousand
          a 1:10 dilution | a one to ten dilution
          a scale of 1:50 | a scale of one to fifty
          """)
  void laps_and_ratios_of_two_figures(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
