package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RomanNumeralsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Henry VII | henry the seventh
          King Albert II | king albert the second
          Louis XVI of France | louis the sixteenth of france
          Elizabeth I | elizabeth the first
          Henry V | henry the fifth
          Pope Pius XII | pope pius the twelfth
          Bob III | bob the third
          """)
  void after_names(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          World War I | world war one
          World War II | world war two
          Chapter IX | chapter nine
          chapter ix | chapter nine
          PART XLII | part forty two
          Act V | act five
          Type I error | type one error
          Phase I trial | phase one trial
          Title IX | title nine
          Super Bowl LVII | super bowl fifty seven
          Rocky IV | rocky four
          part ii of it | part two of it
          page iv | page four
          the XXI century | the twenty first century
          MCMLXXXIV | nineteen eighty four
          I, II and III | one, two and three
          Chapters I-III | chapters one to three
          King George VI's crown | king george the sixth's crown
          """)
  void after_what_is_numbered(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          IV | four | 四
          VIII | eight | 八
          Ⅻ | twelve | 十二
          """)
  void alone(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          第III章 | 第三章
          第Ⅳ章 | 第四章
          II型糖尿病 | 二型糖尿病
          """)
  void in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          I am here. | i am here
          So do I. | so do i
          Elizabeth I did not know. | elizabeth i did not know
          Malcolm X | malcolm x
          a mix | a mix
          A DIV element | a d i v element
          CD and DVD | c d and d v d
          Vitamin C | vitamin c
          Plan C | plan c
          XL size | x l size
          a CV | a c v
          an X-ray | an x ray
          What part I have read. | what part i have read
          """)
  void words_and_letters_that_are_no_numerals(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
