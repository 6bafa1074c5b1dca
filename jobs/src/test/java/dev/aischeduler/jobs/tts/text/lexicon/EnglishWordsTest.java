package dev.aischeduler.jobs.tts.text.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnglishWordsTest {
  private static final EnglishLexicon LEXICON = EnglishLexicon.load();

  private final EnglishWords words = new EnglishWords(LEXICON);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Hello    | hello
          GPUs     | g p u's
          CEOs     | c e o's
          NASA     | nasa
          XML      | x m l
          IT       | i t
          US       | u s
          AND      | and
          BIG      | big
          iPhone   | i phone
          IPHONE   | i phone
          GitHub   | git hub
          U.S.     | u s
          e.s.t    | e s t
          Zoë      | zoe
          """)
  void words_and_letters(String written, String read) {
    assertThat(words.read(written, false)).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({"CAT,cat", "IT,it", "US,us", "FBI,f b i", "GDP,g d p", "LATER,later"})
  void words_where_all_is_in_capitals(String written, String read) {
    assertThat(words.read(written, true)).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mr.    | ' Lee'        | true
          fig.   | ' 3'          | true
          fig.   | ' was sweet'  | false
          Vol.   | ' IV'         | true
          no.    | ' 5'          | true
          No.    | ' I am'       | false
          Rep.   | ' Lee'        | true
          rep.   | ' Lee'        | false
          Gen.   | ' pop'        | false
          Sat.   | ' 5 May'      | true
          sat.   | ' 5 May'      | false
          word.  | ' Next'       | false
          """)
  void short_by_what_follows(String written, String after, boolean expected) {
    String text = written + after;
    assertThat(LEXICON.isAbbreviation(text, 0, written.length() - 1)).isEqualTo(expected);
  }
}
