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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          中国1-2 | 中国一比二
          巴西2-0德国 | 巴西二比零德国
          罗马 2/2 | 罗马二比二
          昨天的比赛中曼城1-2利物浦 | 昨天的比赛中曼城一比二利物浦
          """)
  void by_what_stands_around(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          全国1-2线城市 | 全国一到二线城市
          气温10-15度 | 气温十到十五度
          比赛持续3-5小时 | 比赛持续三到五小时
          每天3-5次 | 每天三到五次
          """)
  void ranges_are_no_scores(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
