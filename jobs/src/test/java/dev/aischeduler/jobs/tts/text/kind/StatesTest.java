package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Denver, CO 80202                    | denver, colorado eight zero two zero two
          Portland, OR 97205-1234             | portland, oregon nine seven two zero five, one two three four
          Austin TX 78701                     | austin texas seven eight seven zero one
          Dallas, Texas 75201                 | dallas, texas seven five two zero one
          We live in Tulsa, OK.               | we live in tulsa, oklahoma
          Reno, NV is dry.                    | reno, nevada is dry
          He is from Boston, MA originally.   | he is from boston, massachusetts originally
          Washington, DC 20500                | washington, d c two zero five zero zero
          """)
  void names_and_codes(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Yes, OK.                                | yes, okay
          It is in or out, to me or hi.           | it is in or out, to me or hi
          Jane Doe, MD, spoke.                    | jane doe, m d, spoke
          In Texas 12345 people voted.            | in texas twelve thousand three hundred forty five people voted
          """)
  void other_words_of_the_same_letters(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
