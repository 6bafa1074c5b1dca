package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilePathsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          report_v2.pdf | report underscore v two dot p d f
          C:\\Users\\x | c colon backslash users backslash x
          C:\\Program Files\\app\\run.exe | c colon backslash program space files backslash app backslash run dot exe
          \\\\server\\share | backslash backslash server backslash share
          /usr/local/bin | slash usr slash local slash bin
          ~/x.txt | tilde slash x dot t x t
          ./run.sh | dot slash run dot s h
          node.js | node dot j s
          my.file.name.txt | my dot file dot name dot t x t
          photo.JPG | photo dot jay peg
          7.pdf | seven dot p d f
          2031-05.csv | two zero three one dash zero five dot c s v
          main.c | main dot c
          .gitignore | dot gitignore
          """)
  void paths_and_files(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          src/test/resources | s r c slash test slash resources
          usr/local | usr slash local
          in my_app/data/ | in my underscore app slash data slash
          lib/core/io | lib slash core slash i o
          """)
  void paths_by_their_first_folder(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          red/green/blue | red green blue
          he/she | he she
          an A/B test | an ay b test
          TCP/IP | t c p i p
          and/or | and or
          60 km/h | sixty kilometers per hour
          """)
  void words_with_a_slash_are_no_path(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }
}
