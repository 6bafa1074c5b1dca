package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TelephonesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          +1 212-555-0147 | plus one, two one two, five five five, zero one four seven | 加幺,二幺二,五五五,零幺四七
          +1-212-555-0147 | plus one, two one two, five five five, zero one four seven | 加幺,二幺二,五五五,零幺四七
          +86 139 1234 0000 | plus eight six, one three nine, one two three four, zero zero zero zero | 加八六,幺三九,幺二三四,零零零零
          +86-21-55554444 | plus eight six, two one, five five five five four four four four | 加八六,二幺,五五五五四四四四
          +44 20 7946 0000 | plus four four, two zero, seven nine four six, zero zero zero zero | 加四四,二零,七九四六,零零零零
          (212) 555-0147 | two one two, five five five, zero one four seven | 二幺二,五五五,零幺四七
          212.555.0147 | two one two, five five five, zero one four seven | 二幺二,五五五,零幺四七
          212-555-0147-3 | two one two, five five five, zero one four seven, three | 二幺二,五五五,零幺四七,三
          555-0147 | five five five, zero one four seven | 五五五,零幺四七
          867-5309 | eight six seven, five three zero nine | 八六七,五三零九
          13912340000 | one three nine one two three four zero zero zero zero | 幺三九幺二三四零零零零
          139-1234-0000 | one three nine, one two three four, zero zero zero zero | 幺三九,幺二三四,零零零零
          021-55554444 | zero two one, five five five five four four four four | 零二幺,五五五五四四四四
          400-123-0000 | four zero zero, one two three, zero zero zero zero | 四零零,幺二三,零零零零
          4001230000 | four zero zero one two three zero zero zero zero | 四零零幺二三零零零零
          1-800-555-0199 | one, eight hundred, five five five, zero one nine nine | 幺,八零零,五五五,零幺九九
          """)
  void telephone_numbers(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          212-555-0147 x12 | two one two, five five five, zero one four seven, extension one two | 二幺二,五五五,零幺四七,转幺二
          212-555-0147 ext 12 | two one two, five five five, zero one four seven, extension one two | 二幺二,五五五,零幺四七,转幺二
          021-55554444转801 | zero two one, five five five five four four four four, extension eight zero one | 零二幺,五五五五四四四四,转八零幺
          """)
  void extensions(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Call 911 now. | call nine one one now
          Dial 110. | dial one one zero
          fax: 123 4567 | fax: one two three, four five six seven
          call 1-800-GO-SOFA | call one, eight hundred, go, sofa
          Call 555-0147 ext. 12 | call five five five, zero one four seven, extension one two
          """)
  void called_numbers(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          110 | 幺幺零
          拨打120 | 拨打幺二零
          报警请打110 | 报警请打幺幺零
          119火警 | 幺幺九火警
          10010 | 幺零零幺零
          拨打10086 | 拨打幺零零八六
          在12306买票 | 在幺二三零六买票
          95533热线 | 九五五三三热线
          12345市民热线 | 幺二三四五市民热线
          电话:55554444 | 电话:五五五五四四四四
          """)
  void numbers_of_services(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          110个人 | 一百一十个人
          120元 | 一百二十元
          12,306 | 一万二千三百零六
          95,588人 | 九万五千五百八十八人
          95588 人 | 九万五千五百八十八人
          10086米 | 一万零八十六米
          """)
  void quantities_are_no_telephones_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          110 people | one hundred ten people
          911 cars | nine hundred eleven cars
          12,306 | twelve thousand three hundred six
          from 200-1000 | from two hundred to one thousand
          555.5 million | five hundred fifty five point five million
          -5 | minus five
          +7 | plus seven
          """)
  void quantities_are_no_telephones(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          212 555 0142 | two one two, five five five, zero one four two
          """)
  void with_blanks_only(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
