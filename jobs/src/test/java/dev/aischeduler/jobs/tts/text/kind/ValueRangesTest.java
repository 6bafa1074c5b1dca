package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValueRangesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          4kg–6kg | four to six kilograms | 四到六公斤
          2m x 3m | two meters by three meters | 两米乘三米
          """)
  void a_dash_between_counted_things(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          2公斤-3公斤 | 两公斤到三公斤
          2021年-2023年 | 二零二一年到二零二三年
          今天气温-6度 | 今天气温负六度
          """)
  void in_a_chinese_sentence(String written, String spoken) {
    assertThat(Said.mandarin(written)).isEqualTo(spoken);
  }
}
