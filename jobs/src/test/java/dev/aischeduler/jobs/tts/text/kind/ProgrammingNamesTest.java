package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgrammingNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          C#, F# and C++            | c sharp, f sharp and c plus plus
          .NET, ASP.NET and Node.js | dot net, ay s p dot net and node dot j s
          x++ and g++ | x plus plus and g plus plus
          """)
  void languages_and_platforms(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          The box #5 | the box number five
          I like it.net gain | i like it dot net gain
          """)
  void what_only_looks_like_one(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
