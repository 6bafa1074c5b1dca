package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AbbreviationsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a Ph.D. and PhDs          | a p h d and p h d's
          an M.D., a B.A., an MBA   | an m d, a b ay, an m b ay
          and/or w/ milk, w/o tea   | and or with milk, without tea
          Wi-Fi                     | why fie
          R&D, AT&T, Q&As           | r and d, ay t and t, q and ay's
          #music and #NewYear       | hashtag music and hashtag new year
          @somebody                 | at somebody
          Lee et al. say            | lee and others say
          b/c it rains | because it rains
          Doe v. Roe | doe versus roe
          Chanel No 5 | chanel number five
          No 5 is alive. | no five is alive
          grades of B- and AB- | grades of b minus and ay b minus
          K+ and Cl- | k plus and c l minus
          WW1 and WWII | world war one and world war two
          """)
  void with_signs_and_figures(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          temp. 20°C | temperature twenty degrees celsius
          The max. temp. was high. | the maximum temperature was high
          min. 3, max. 9, avg. 6 | minimum three, maximum nine, average six
          approx. 40 | approximately forty
          est. 5,000 votes | estimated five thousand votes
          est. $3 million | estimated three million dollars
          est. 1987 | established nineteen eighty seven
          Est. in 1884 | established in eighteen eighty four
          $0.40 est. | forty cents estimate
          dept. of state and govt. aid | department of state and government aid
          vol. 2, no. 3, nos. 4 and 5 | volume two, number three, numbers four and five
          fig. 2, sec. 3, ch. 4, eq. 5 | figure two, section three, chapter four, equation five
          2nd ed., ed. by Roe | second edition, edited by roe
          tel. 555-0142, ext. 12 | telephone five five five, zero one four two, extension one two
          line 3, col. 9 | line three, column nine
          Col. Mustard | colonel mustard
          built c. 1850 | built circa eighteen fifty
          Roe (b. 1920, d. 1999) | roe, born nineteen twenty, died nineteen ninety nine
          $2 ea. | two dollars each
          2 doz. eggs | two dozen eggs
          this vs. that, etc. | this versus that, et cetera
          """)
  void by_what_follows(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          w/x and d/w               | w x and d w
          fish & chips              | fish and chips
          I met Max. He left. | i met max. he left
          He is no. He said so. | he is no. he said so
          It has a col. Then go. | it has a col. then go
          D. 1950 and B. Roe | d. nineteen fifty and b roe
          """)
  void not_where_they_are_something_else(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          一件T恤   | 一件, t, 恤
          做B超     | 做, b, 超
          卡拉OK    | 卡拉, okay
          下载APP   | 下载, app
          看PPT     | 看, p p t
          学AI      | 学, ay i
          """)
  void letters_in_chinese(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
