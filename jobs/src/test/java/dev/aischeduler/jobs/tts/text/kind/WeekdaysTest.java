package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WeekdaysTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Mon-Fri                        | monday to friday
          Mon. to Sat.                   | monday to saturday
          Tue 5 May                      | tuesday may fifth
          On Sun. we rest.               | on sunday we rest
          The cat sat. The sun. Mon ami. | the cat sat. the sun. mon ami
          Sat/Sun | saturday sunday
          Mon. 9 a.m. | monday nine ay m
          """)
  void days_of_the_week(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Mon-Fri | 周一到周五
          开放时间: Tue-Sun | 开放时间:周二到周日
          Wed 3/4 | 周三三月四日
          """)
  void in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
