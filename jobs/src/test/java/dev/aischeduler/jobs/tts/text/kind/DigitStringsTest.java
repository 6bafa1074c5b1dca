package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DigitStringsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          4012 8888 8888 1881 | four zero one two, eight eight eight eight, eight eight eight eight, one eight eight one | 四零一二,八八八八,八八八八,一八八一
          4012-8888-8888-1881 | four zero one two, eight eight eight eight, eight eight eight eight, one eight eight one | 四零一二,八八八八,八八八八,一八八一
          6222 0000 1111 2222 333 | six two two two, zero zero zero zero, one one one one, two two two two, three three three | 六二二二,零零零零,一一一一,二二二二,三三三
          222-33-4444 | two two two, three three, four four four four | 二二二,三三,四四四四
          9876543210987654 | nine eight seven six five four three two one zero nine eight seven six five four | 九八七六五四三二一零九八七六五四
          007 | zero zero seven | 零零七
          """)
  void numbers_of_cards_and_books(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          my card ending in 4410 | my card ending in four four one zero
          zip code 10118 | zip code one zero one one eight
          order #20417 | order number two zero four one seven
          Your code is 204176. | your code is two zero four one seven six
          room 412 | room four one two
          flight UA 412 | flight u ay four one two
          pin: 0914 | pin: zero nine one four
          S/N 20417 | s n two zero four one seven
          last four digits 1234 | last four digits one two three four
          """)
  void named_in_english(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          尾号4410 | 尾号四四幺零
          尾号为2217的卡 | 尾号为二二幺七的卡
          订单号20417 | 订单号二零四幺七
          邮编：200001 | 邮编:二零零零零幺
          验证码204176 | 验证码二零四幺七六
          验证码是0412 | 验证码是零四幺二
          密码是8812 | 密码是八八幺二
          房间412 | 房间四幺二
          412房间 | 四幺二房间
          302路公交 | 三零二路公交
          """)
  void named_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          412 | four hundred twelve | 四百一十二
          204176 | two hundred four thousand one hundred seventy six | 二十万四千一百七十六
          0.50 | zero point five zero | 零点五零
          """)
  void quantities(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Room 12 | room twelve
          a code of 3 parts | a code of three parts
          order 500 units | order five hundred units
          """)
  void quantities_after_other_words(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          3间房 | 三间房
          500个房间 | 五百个房间
          1路车 | 一路车
          """)
  void quantities_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
