package dev.aischeduler.jobs.tts.text.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Utterance;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's own readings of words. */
final class LexiconTest {
  private static final TextFrontEnd FRONT_END =
      new TextFrontEnd(MandarinScript.PINYIN, EnumSet.allOf(Language.class));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          nginx     | engine ex              | We run NGINX, Nginx and nginx. | we run engine ex, engine ex and engine ex.
          nginx     | engine ex              | nginx's log.                   | engine ex's log.
          nginx     | engine ex              | nginxes on nginx-2.            | nginxes on engine ex two.
          Lion      | lye on                 | Lion2.5 saw Lions.             | lye on two point five saw lions.
          IT        | eye tee                | It is IT.                      | it is eye tee.
          5G        | fast net               | 5G, 1.5G                       | fast net, one point five g.
          C++       | see plus plus          | C++ and C.                     | see plus plus and c.
          行长      | hang2 zhang3           | 行长来了。                     | hang2 zhang3 lai2 le5.
          重庆银行  | chong2 qing4 yin2 hang2 | 去重庆银行吧                  | qu4 chong2 qing4 yin2 hang2 ba5.
          绿        | lü4                    | 绿色                           | lv4 se4.
          花        | hua1r5                 | 红花                           | hong2 hua1 r5.
          GDP       | 国内生产总值           | GDP增长                        | guo2 nei4 sheng1 chan3 zong3 zhi2 zeng1 zhang3.
          GDP       | ji1 di4 pi4            | GDP增长                        | ji1 di4 pi4 zeng1 zhang3.
          """)
  void a_word_is_read_as_its_entry_says(
      String word, String reading, String written, String spoken) {
    assertThat(spoken(read(written, Map.of(word, reading)))).isEqualTo(spoken);
  }

  @Test
  void the_longest_entry_at_a_place_counts() {
    Map<String, String> entries = Map.of("重庆", "chong1 qing1", "重庆银行", "yin2 hang2");

    assertThat(spoken(read("重庆银行在重庆", entries))).isEqualTo("yin2 hang2 zai4 chong1 qing1.");
  }

  @Test
  void an_entry_wins_over_one_of_the_dictionary_below() {
    Lexicon request = Lexicon.of(Map.of("gnu", "new"));
    Lexicon configured = Lexicon.of(Map.of("GNU", "g n u", "vim", "veem"));

    Script script = FRONT_END.read("GNU vim", Language.EN, request.over(configured));

    assertThat(spoken(script)).isEqualTo("new veem.");
  }

  @Test
  void what_is_read_in_pinyin_is_told_as_it_is_written() {
    Script script = read("去GDP重庆银行吧", Map.of("GDP", "ji1 di4", "重庆银行", "chong2 qing4"));

    assertThat(script.sentences().get(0).words()).isEqualTo("去GDP重庆银行吧.");
  }

  @Test
  void a_host_an_address_and_a_number_keep_their_reading() {
    Map<String, String> entries = Map.of("acme", "ack me", "g", "gee");

    assertThat(spoken(read("www.acme.org a@acme.org 5g", entries))).doesNotContain("ack me", "gee");
  }

  @Test
  void a_voice_that_reads_characters_reads_the_word_itself_where_pinyin_is_given() {
    TextFrontEnd han = new TextFrontEnd(MandarinScript.HAN, EnumSet.allOf(Language.class));
    Lexicon lexicon = Lexicon.of(Map.of("重庆", "chong2 qing4", "行长", "银行长"));

    assertThat(spoken(han.read("重庆行长", Language.ZH, lexicon))).isEqualTo("重庆银行长.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2024 | twenty     | letter
          cat  | 3 cats     | English words in letters
          cat  | 'a,b'      | English words in letters
          重庆 | chong2 qing | tone digit
          重庆 | chong2 qing6 | tone from 1 to 5
          重庆 | zzong2     | no syllable
          发   | fao1       | no syllable
          """)
  void an_entry_that_cannot_be_used_is_named_with_the_remedy(
      String word, String reading, String remedy) {
    assertThatThrownBy(() -> Lexicon.of(Map.of(word, reading)))
        .isInstanceOfSatisfying(LexiconException.class, e -> assertThat(e.word()).isEqualTo(word))
        .hasMessageContaining(remedy);
  }

  @Test
  void every_syllable_has_a_character_of_its_own() {
    for (String syllable : "zhuang1 lv4 e2 er5 r5 shi3 nve4 xiong2 wo3 a1".split(" ", -1)) {
      assertThat(Syllables.isSyllable(syllable)).as(syllable).isTrue();
      char character = Syllables.character(syllable);
      assertThat(Syllables.isCharacter(character)).isTrue();
      assertThat(Syllables.syllable(character)).isEqualTo(syllable);
    }
  }

  private static Script read(String text, Map<String, String> entries) {
    return FRONT_END.read(text, Language.EN, Lexicon.of(entries));
  }

  private static String spoken(Script script) {
    return script.utterances().map(Utterance::text).collect(Collectors.joining(" "));
  }
}
