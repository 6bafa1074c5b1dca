package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PercentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          50%      | fifty percent                  | 百分之五十
          99.9 %   | ninety nine point nine percent | 百分之九十九点九
          -98%     | minus ninety eight percent     | 负百分之九十八
          5‰       | five per mille                 | 千分之五
          10-20%   | ten percent to twenty percent  | 百分之十到百分之二十
          """)
  void parts_of_a_hundred(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
