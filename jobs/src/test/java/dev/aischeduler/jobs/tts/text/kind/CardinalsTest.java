package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CardinalsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          1000 | one thousand | 一千
          -7 | minus seven | 负七
          1'234'567 | one million two hundred thirty four thousand five hundred sixty seven | 一百二十三万四千五百六十七
          2 000 000 | two million | 二百万
          2,50,000 | two hundred fifty thousand | 二十五万
          31，32 | thirty one, thirty two | 三十一,三十二
          1.50 | one point five zero | 一点五零
          """)
  void numbers(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
