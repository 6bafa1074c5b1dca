package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeasuresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          25KG | twenty five kilograms | 二十五公斤
          3.0 km | three point zero kilometers | 三点零公里
          90 mg/dL | ninety milligrams per deciliter | 九十毫克每分升
          40 m³ | forty cubic meters | 四十立方米
          7 L/100km | seven liters per one hundred kilometers | 七升每百公里
          6'2" | six feet two inches | 六英尺两英寸
          3h20m | three hours twenty minutes | 三小时二十分钟
          200 million kg | two hundred million kilograms | 两亿公斤
          9/kg | nine per kilogram | 九每公斤
          1½ kg | one and a half kilograms | 一又二分之一公斤
          35°S | thirty five degrees south | 南纬三十五度
          -3°C | minus three degrees celsius | 摄氏零下三度
          3x4 cm | three by four centimeters | 三乘四厘米
          """)
  void amounts_with_a_unit(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          a 5-km run | a five kilometer run
          a 2-kg bag | a two kilogram bag
          """)
  void in_an_english_sentence(String written, String spoken) {
    assertThat(Said.english(written)).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          10 Nm | ten newton meters
          10 nm | ten nanometers
          8 fl. oz. milk | eight fluid ounces milk
          10 sq. ft. | ten square feet
          5 m/s2 | five meters per second squared
          """)
  void newton_meters_are_no_nanometers(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
