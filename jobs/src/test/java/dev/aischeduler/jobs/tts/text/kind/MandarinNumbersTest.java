package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MandarinNumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          6220 | six thousand two hundred twenty | 六千二百二十
          70010 | seventy thousand ten | 七万零一十
          20003000 | twenty million three thousand | 两千万三千
          20010000 | twenty million ten thousand | 两千零一万
          300200000 | three hundred million two hundred thousand | 三亿零二十万
          20000150000 | twenty billion one hundred fifty thousand | 二百亿零十五万
          3,000,000,000,005| three trillion five | 三万亿零五
          """)
  void zeros_stand_where_they_are_said(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          2座桥 | 两座桥
          第2座桥 | 第二座桥
          2成 | 两成
          一九六〇年 | 一九六零年
          """)
  void in_a_chinese_sentence(String written, String spoken) {
    assertThat(Said.mandarin(written)).isEqualTo(spoken);
  }
}
