package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RangesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          8:30~17:15 | eight thirty to seventeen fifteen | 八点三十分到十七点十五分
          -8°C~-2°C | minus eight to minus two degrees celsius | 摄氏零下八度到摄氏零下二度
          3pm-6 pm | three p m to six p m | 下午三点到下午六点
          3-6pm | three to six p m | 下午三点到六点
          1970s-90s | nineteen seventies to nineties | 一九七零年代到九零年代
          1914-1918 | nineteen fourteen to nineteen eighteen | 一九一四到一九一八
          -4%~-1% | minus four percent to minus one percent | 负百分之四到负百分之一
          $120-$180 | one hundred twenty dollars to one hundred eighty dollars | 一百二十美元到一百八十美元
          5 – 9 | five to nine | 五到九
          9-4=5 | nine minus four equals five | 九减四等于五
          """)
  void from_one_to_another(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          16:9-21:9 | sixteen to nine to twenty one to nine
          Table 2-1 and Figure 3-4 | table two dash one and figure three dash four
          pages 12-15 | pages twelve to fifteen
          """)
  void a_dash_between_figures_is_never_lost(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          5-3等于2 | 五减三等于二
          见图3-1 | 见图三杠一
          """)
  void less_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1½-2 lbs. | one and a half to two pounds
          5'-3' | five to three
          noon-1 | noon to one
          11 a.m.-noon | eleven ay m to noon
          """)
  void after_fractions_and_marks(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
