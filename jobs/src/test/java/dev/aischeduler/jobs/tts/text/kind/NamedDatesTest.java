package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamedDatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          April 9 | april ninth | 四月九日
          April 9th, 2031 | april ninth, twenty thirty one | 二零三一年四月九日
          OCT. 22 | october twenty second | 十月二十二日
          Oct. 22 2031 | october twenty second, twenty thirty one | 二零三一年十月二十二日
          Feb-22 | february twenty second | 二月二十二日
          9 April | april ninth | 四月九日
          9 april 2031 | april ninth, twenty thirty one | 二零三一年四月九日
          9-Apr-31 | april ninth, thirty one | 三一年四月九日
          Apr '31 | april thirty one | 三一年四月
          April 9-11 | april ninth to eleventh | 四月九日到十一日
          9-11 April 2031 | april ninth to eleventh, twenty thirty one | 二零三一年四月九日到十一日
          April 30 - May 2 | april thirtieth to may second | 四月三十日到五月二日
          """)
  void named_months(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          22nd oct 2031 | the twenty second of october, twenty thirty one | 二零三一年十月二十二日
          3rd June | the third of june | 六月三日
          """)
  void an_ordinal_before_its_month_stays_before_it(
      String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          See you on the 9th of April. | see you on the ninth of april
          Born on 9th April. | born on the ninth of april
          Due by 4/9 at noon. | due by april ninth at noon
          Mon, Apr 9 | monday, april ninth
          Tue-Thu | tuesday to thursday
          On May 2 and on March 3. | on may second and on march third
          """)
  void days_in_english_sentences(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          May I come in? | may i come in?
          It may 5 times fail. | it may five times fail
          March 5 miles a day. | march five miles a day
          He left on the mar. | he left on the mar
          They sat down in the sun. | they sat down in the sun
          Sun Microsystems | sun microsystems
          Jan said so. | jan said so
          Section 3.14.15 | section three point fourteen point fifteen
          Use 3/4 of it. | use three quarters of it
          20310409 files | twenty million three hundred ten thousand four hundred nine files
          """)
  void what_only_looks_like_a_date(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
