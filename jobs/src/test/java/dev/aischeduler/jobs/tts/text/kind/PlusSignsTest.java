package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlusSignsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          +3       | plus three                 | 正三
          +5 %     | plus five percent          | 正百分之五
          +5°C     | plus five degrees celsius  | 正五摄氏度
          +$20     | plus twenty dollars        | 正二十美元
          3+4      | three plus four            | 三加四
          3 +4     | three plus four            | 三加四
          """)
  void a_plus_is_said_before_an_amount_and_between_two(
      String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
