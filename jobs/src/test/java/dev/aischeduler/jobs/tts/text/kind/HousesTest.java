package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HousesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          742 Evergreen Ter          | seven forty two evergreen terrace
          12 Oak St                  | twelve oak street
          305 Pine Rd                | three oh five pine road
          100 Court Street           | one hundred court street
          1200 Lake Ave.             | twelve hundred lake avenue
          1005 Hill Ln               | ten oh five hill lane
          2000 Mill Way              | two thousand mill way
          10550 Wilshire Blvd        | one zero five five zero wilshire boulevard
          12-14 High St.             | twelve to fourteen high street
          221B Baker Street          | two twenty one b baker street
          3400 N. Clark Expy         | thirty four hundred north clark expressway
          88 W 3rd St                | eighty eight west third street
          7 S 21st ave               | seven south twenty first avenue
          55 river rd                | fifty five river road
          44 St. James St., Dublin   | forty four saint james street, dublin
          1600 Pennsylvania Ave NW   | sixteen hundred pennsylvania avenue northwest
          9 Rose Ct., 8 King Sq      | nine rose court, eight king square
          """)
  void houses_in_pairs_of_digits_and_streets_in_full(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          In 2005 Main Street banks failed.       | in two thousand five main street banks failed
          In 1999 Oak Street burnt.|in nineteen ninety nine oak street burnt
          The 500 Main Street shops are shut. | the five hundred main street shops are shut
          """)
  void a_year_is_no_house(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
