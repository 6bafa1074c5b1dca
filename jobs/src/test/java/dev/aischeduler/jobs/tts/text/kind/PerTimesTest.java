package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PerTimesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          7 days/wk | seven days per week
          40 hrs/wk at $9/hr | forty hours per week at nine dollars per hour
          3 posts/mo | three posts per month
          """)
  void short_names_of_times(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
