package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreetAddressesTest {

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
          PO Box 1234, Mesa, AZ               | p o box twelve thirty four, mesa, arizona
          P.O. Box 7                          | p o box seven
          Apt. 4B, Suite 305, Ste 200, Rm 12  | apartment four b, suite three oh five, suite two hundred, room twelve
          5th Fl.                             | fifth floor
          """)
  void states_codes_and_rooms(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Take Hwy 101 to I-95.        | take highway one oh one to i ninety five
          Route 66 and US-101          | route sixty six and u s one oh one
          Highway 1 or Interstate 405  | highway one or interstate four oh five
          """)
  void numbered_highways(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Yes, OK.                                | yes, okay
          It is in or out, to me or hi.           | it is in or out, to me or hi
          Jane Doe, MD, spoke.                    | jane doe, m d, spoke
          In Texas 12345 people voted.            | in texas twelve thousand three hundred forty five people voted
          St. Louis and St Andrews                | saint louis and saint andrews
          In 2010 Mount St. Helens slept.         | in twenty ten mount saint helens slept
          In 1999 Dr. Smith left.                 | in nineteen ninety nine doctor smith left
          In 2005 Main Street banks failed.       | in two thousand five main street banks failed
          Ave Maria                               | ave maria
          Dr. Dr. Lee                             | doctor doctor lee
          N is a number and E equals S.           | n is a number and e equals s
          12 people went in the street.           | twelve people went in the street
          """)
  void other_words_of_the_same_letters(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
