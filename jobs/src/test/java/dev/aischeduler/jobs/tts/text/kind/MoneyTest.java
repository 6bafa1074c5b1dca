package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MoneyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          -$30 | minus thirty dollars | 负三十美元
          £-4 | minus four pounds | 负四英镑
          $.75 | seventy five cents | 零点七五美元
          $7.5 | seven dollars and fifty cents | 七点五美元
          €4,20 | four euros and twenty cents | 四点二零欧元
          $45k | forty five thousand dollars | 四万五千美元
          €2.5bn | two point five billion euros | 二十五亿欧元
          NZ$8 | eight new zealand dollars | 八新西兰元
          CHF 9.50 | nine point five zero swiss francs | 九点五零瑞士法郎
          70 SEK | seventy swedish kronor | 七十瑞典克朗
          $90/wk | ninety dollars per week | 九十美元每周
          €3/kg | three euros per kilogram | 三欧元每公斤
          75¢ | seventy five cents | 七十五美分
          $(0.12) | minus twelve cents | 负零点一二美元
          $100+ million | one hundred plus million dollars | 一亿美元以上
          €5+万 | fifty thousand euros and more | 五万欧元以上
          $7-9 million | seven to nine million dollars | 七百万到九百万美元
          """)
  void sums_of_money(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
