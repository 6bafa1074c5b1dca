package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreetsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Go down Main St. and turn left.       | go down main street and turn left
          The corner of 5th Ave and E 23rd St   | the corner of fifth avenue and east twenty third street
          on Sunset Blvd                        | on sunset boulevard
          MAIN ST. IS CLOSED                    | main street is closed
          She lived at 9 Elm St. 4 doors down.  | she lived at nine elm street four doors down
          On 77 Elm St. It rained.              | on seventy seven elm street. it rained
          I live at 5 Oak Dr. Bring food.       | i live at five oak drive. bring food
          Martin Luther King Jr. Blvd is long.  | martin luther king junior boulevard is long
          """)
  void streets_in_sentences(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          St. Louis and St Andrews                | saint louis and saint andrews
          In 2010 Mount St. Helens slept.         | in twenty ten mount saint helens slept
          In 1999 Dr. Smith left.                 | in nineteen ninety nine doctor smith left
          Ave Maria                               | ave maria
          Dr. Dr. Lee                             | doctor doctor lee
          N is a number and E equals S.           | n is a number and e equals s
          12 people went in the street.           | twelve people went in the street
          """)
  void other_words_of_the_same_letters(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          N. Korea and S. Dakota | north korea and south dakota
          N. 5th St. | north fifth street
          S. Smith | s smith
          """)
  void points_of_the_compass_of_countries(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
