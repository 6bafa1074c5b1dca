package dev.aischeduler.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader gets the first language of the browser's that the pages speak. */
final class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "null | EN",
        "zh-CN,zh;q=0.9,en;q=0.8 | ZH",
        "en-GB,zh;q=0.9 | EN",
        "fr, zh;q=0.5, en;q=0.4 | ZH",
        "fr | EN",
        "*;q=nonsense | EN",
        ";;;, | EN"
      })
  void the_header_decides(String header, Language language) {
    assertThat(Language.ofHeader(header)).isEqualTo(language);
  }
}
