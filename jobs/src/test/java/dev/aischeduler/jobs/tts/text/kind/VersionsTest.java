package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VersionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          3.4.1 | three point four point one | 三点四点一
          10.15.7 | ten point fifteen point seven | 十点十五点七
          2.0.0.1024 | two point zero point zero point one zero two four | 二点零点零点一零二四
          """)
  void versions(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          172.16.0.9 | one seven two dot one six dot zero dot nine | 一七二点一六点零点九
          172.16.0.9:8443 | one seven two dot one six dot zero dot nine colon eight four four three | 一七二点一六点零点九冒号八四四三
          10.1.0.0/16 | one zero dot one dot zero dot zero slash sixteen | 一零点一点零点零斜杠十六
          """)
  void addresses_of_networks(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Python 3.12 | python three point twelve
          version 2.5 | version two point five
          v1.20 | v one point twenty
          v2.5.1 | v two point five point one
          3.4.1-beta | three point four point one beta
          3.4.1-rc.2 | three point four point one r c two
          2001:db8::7 | two zero zero one colon d b eight colon colon seven
          fe80::1a2b | f e eight zero colon colon one ay two b
          00:1B:44:11:3A:B7 | zero zero colon one b colon four four colon one one colon three ay colon b seven
          """)
  void named_versions(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          版本3.10 | 版本三点十
          版本号是2.4.1 | 版本号是二点四点一
          IP地址是172.16.0.9 | i p, 地址是一七二点一六点零点九
          """)
  void versions_in_mandarin(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          3.10 | three point one zero | 三点一零
          5.0 | five point zero | 五点零
          """)
  void a_decimal_number_is_no_version(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          999.999.999.999 | nine nine nine point nine nine nine point nine nine nine point nine nine nine | 九九九点九九九点九九九点九九九
          """)
  void no_address_of_a_network(String written, String english, String mandarin) {
    assertThat(Said.english(written)).isEqualTo(english);
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }
}
