package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SerialsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          K7C31B | k seven c thirty one b
          MIG-29 | m i g twenty nine
          SU-27/112233-abx | s u twenty seven one one two two three three abx
          x-0q12d3-f | x zero q twelve d three f
          2-512-qe-c-4 | two five hundred twelve qe c four
          C17 | c seventeen
          F-16 and F16 | f sixteen and f sixteen
          RTX5080 | r t x five zero eight zero
          ABC-1908 | ay b c nineteen oh eight
          ABC-1234 | ay b c one two three four
          CVE-2031-4412 | c v e twenty thirty one four four one two
          ISO9001 | i s o nine zero zero one
          your otp is xy7741 | your otp is xy seven seven four one
          seat 14C | seat fourteen c
          #00FF7A | hash zero zero f f seven ay
          0x1F | zero x one f
          GPT-4o | g p t four o
          B-52s | b fifty two's
          C++17 | c plus plus seventeen
          IPv6 | i p v six
          A-1 | ay one
          """)
  void codes(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          B2B and C2C | b to b and c to c
          P2P | p to p
          """)
  void between_two_parties_two_is_to(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          H2O and CO2 | h two o and c o two
          """)
  void formulas_keep_their_two(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a 777-300ER jet | a seven seventy seven dash three hundred e r jet | a seven seventy seven dash three hundred e r jet
          737-800客机 | 七三七杠八百客机 | 七三七杠八百客机
          pages 737-800 | pages seven hundred thirty seven to eight hundred | pages seven hundred thirty seven to eight hundred
          737-800 | seven hundred thirty seven to eight hundred | 七百三十七到八百
          """)
  void aircraft(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          航班CZ3102 | 航班, c z three one zero two
          沪B67890 | 沪, b six seven eight nine zero
          车牌京A·67890 | 车牌京, ay six seven eight nine zero
          14C座 | fourteen c, 座
          订单号：B7654321 | 订单号: b seven six five four three two one
          波音737-800 | 波音七三七杠八百
          """)
  void in_mandarin_sentences(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a 3-year-old child | a three year old child
          up-to-5 | up to five
          covid-19 | covid nineteen
          7-eleven | seven eleven
          a 10-year plan | a ten year plan
          A4 paper | ay four paper
          a 1-0 win | a one to zero win
          5-star | five star
          12-inch | twelve inch
          a 20th-century house | a twentieth century house
          4x4 | four by four
          """)
  void words_with_figures(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
