package dev.aischeduler.jobs.tts.text.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Utterance;
import dev.aischeduler.jobs.tts.text.frontend.TextFrontEnd;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebAddressesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          https://shop.example.com/a-b?id=7 | h t t p s colon slash slash shop dot example dot com slash ay dash b question mark i d equals seven
          http://localhost:9090/x | h t t p colon slash slash localhost colon nine zero nine zero slash x
          ftp://files.example.org | f t p colon slash slash files dot example dot org
          www.example.net | w w w dot example dot net
          See example.org/about, then go. | see example dot org slash about, then go
          example.co.uk | example dot c o dot u k
          localhost:3000 | localhost colon three zero zero zero
          x.ai | x dot ay i
          """)
  void addresses_of_the_web(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ann.lee@example.com | ann dot lee at example dot com
          ann_lee-2@mail.example.org | ann underscore lee dash two at mail dot example dot org
          me+news@site.io | me plus news at site dot i o
          bob@localhost | bob at localhost
          @pizza | at pizza
          """)
  void addresses_of_mail(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          请访问www.example.org | 请访问, w w w dot example dot org
          发邮件到ann@example.com。 | 发邮件到, ann at example dot com
          打开notes.txt | 打开, notes dot t x t
          """)
  void in_a_mandarin_sentence(String written, String mandarin) {
    assertThat(Said.mandarin(written)).isEqualTo(mandarin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          e.g. it works | for example it works
          i.e. this | that is this
          I like it.So do I. | i like it. so do i
          He went.so did I | he went. so did i
          Stop.Go on. | stop. go on
          and/or | and or
          1/2 | one half
          60 km/h | sixty kilometers per hour
          3@5 | three at five
          the U.S. office | the u s office
          5.It is | five. it is
          """)
  void what_only_looks_like_an_address(String written, String english) {
    assertThat(Said.english(written)).isEqualTo(english);
  }

  @Test
  void a_voice_of_mandarin_only_skips_it_and_says_so() {
    TextFrontEnd mandarin = new TextFrontEnd(MandarinScript.PINYIN, EnumSet.of(Language.ZH));

    Script script = mandarin.read("请写信到ann@example.com谢谢", Language.ZH);

    assertThat(script.skipped()).containsExactly("ann@example.com");
    assertThat(script.sentences().get(0).utterances())
        .extracting(Utterance::text)
        .containsExactly("qing3 xie3 xin4 dao4 xie4 xie5.");
  }
}
