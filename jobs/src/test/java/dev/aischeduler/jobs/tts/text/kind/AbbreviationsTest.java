package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AbbreviationsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a Ph.D. and PhDs          | a p h d and p h d's
          an M.D., a B.A., an MBA   | an m d, a b ay, an m b ay
          our 401(k) or 403(b)      | our four oh one k or four oh three b
          a 501(c)(3) group         | a five oh one c three group
          C#, F# and C++            | c sharp, f sharp and c plus plus
          .NET, ASP.NET and Node.js | dot net, ay s p dot net and node dot j s
          and/or w/ milk, w/o tea   | and or with milk, without tea
          open 24/7                 | open twenty four seven
          after 9/11                | after nine eleven
          a 50/50 chance            | a fifty fifty chance
          Wi-Fi                     | why fie
          R&D, AT&T, Q&As           | r and d, ay t and t, q and ay's
          #music and #NewYear       | hashtag music and hashtag new year
          @somebody                 | at somebody
          Lee et al. say            | lee and others say
          """)
  void with_signs_and_figures(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          9/11/2001                 | september eleventh, two thousand one
          w/x and d/w               | w x and d w
          The box #5                | the box number five
          fish & chips              | fish and chips
          """)
  void not_where_they_are_something_else(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mr Lee, Mrs Lee and Dr Who     | mister lee, missus lee and doctor who
          Mon-Fri                        | monday to friday
          Mon. to Sat.                   | monday to saturday
          Tue 5 May                      | tuesday may fifth
          On Sun. we rest.               | on sunday we rest
          The cat sat. The sun. Mon ami. | the cat sat. the sun. mon ami
          """)
  void titles_and_days(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

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
      textBlock =
          """
          买A股     | 买, ay, 股
          一件T恤   | 一件, t, 恤
          做B超     | 做, b, 超
          卡拉OK    | 卡拉, okay
          下载APP   | 下载, app
          看PPT     | 看, p p t
          学AI      | 学, ay i
          9/11事件  | 九一一事件
          """)
  void letters_in_chinese(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
