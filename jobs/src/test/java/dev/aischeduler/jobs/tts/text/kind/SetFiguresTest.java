package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SetFiguresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          our 401(k) or 403(b)      | our four oh one k or four oh three b
          a 501(c)(3) group         | a five oh one c three group
          open 24/7                 | open twenty four seven
          after 9/11                | after nine eleven
          a 50/50 chance            | a fifty fifty chance
          24/7 support | twenty four seven support
          24/7/365 | twenty four seven three sixty five
          my 401k plan | my four oh one k plan
          20/20 vision | twenty twenty vision
          a 1080p video in 720p | a ten eighty p video in seven twenty p
          """)
  void said_in_a_way_of_their_own(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          9/11事件  | 九一一事件
          24/7服务 | 二十四七服务
          占9/11 | 占十一分之九
          五五分账50/50 | 五五分账五十比五十
          """)
  void in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          24/7=x | twenty four divided by seven equals x
          50/50=1 | fifty divided by fifty equals one
          9/11/2001 | september eleventh, two thousand one
          9/11 of the votes | nine elevenths of the votes
          $401k | four hundred one thousand dollars
          """)
  void not_in_formulas_and_dates(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
