package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShortTitlesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Mr Lee, Mrs Lee and Dr Who | mister lee, missus lee and doctor who
          Mt Rainier and Mt Etna | mount rainier and mount etna
          Ft Myers or Ft Collins | fort myers or fort collins
          Capt Cook and Sgt Bilko | captain cook and sergeant bilko
          Lt Gen Smith and Col Mustard | lieutenant general smith and colonel mustard
          St Moritz | saint moritz
          Mt St Helens and the Mt of Olives | mount saint helens and the mount of olives
          5 Mt Pleasant Rd | five mount pleasant road
          """)
  void titles_and_mounts_without_a_dot(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Yahoo! is a firm. | yahoo is a firm
          I watched Jeopardy! and slept. | i watched jeopardy and slept
          Yahoo! Mail | yahoo mail
          Yahoo!'s mail | yahoo's mail
          Jeopardy! host | jeopardy host
          """)
  void names_with_an_exclamation_mark(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Wow! that is it. | wow! that is it
          Stop! and then he ran. | stop! and then he ran
          Great! Now go. | great! now go
          I love Rome! It is old. | i love rome! it is old
          """)
  void what_is_called_out_ends_a_sentence(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          5 Ft High | five feet high
          10 Mt Total | ten mt total
          a hill. | a hill
          Sen and Rev are short. | sen and rev are short
          """)
  void units_and_words_are_no_titles(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
