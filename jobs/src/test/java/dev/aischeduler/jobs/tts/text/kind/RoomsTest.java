package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoomsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          PO Box 1234, Mesa, AZ               | p o box twelve thirty four, mesa, arizona
          P.O. Box 7                          | p o box seven
          Apt. 4B, Suite 305, Ste 200, Rm 12  | apartment four b, suite three oh five, suite two hundred, room twelve
          5th Fl.                             | fifth floor
          Apt #5 | apartment five
          """)
  void rooms_floors_and_boxes(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
