package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScoresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          德国2-1 | 德国二比一
          主队3-0获胜 | 主队三比零获胜
          共3-5个 | 共三到五个
          """)
  void in_a_chinese_sentence(String written, String spoken) {
    assertThat(Said.mandarin(written)).isEqualTo(spoken);
  }
}
