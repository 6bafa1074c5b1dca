package dev.aischeduler.jobs.tts.text.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Sentence;
import dev.aischeduler.jobs.tts.text.Utterance;
import java.util.EnumSet;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is kept of a sentence besides the text of the voice. */
final class SentenceWordsTest {
  private static final TextFrontEnd FRONT_END =
      new TextFrontEnd(MandarinScript.PINYIN, EnumSet.allOf(Language.class));

  @Test
  void a_sentence_tells_its_words_and_what_was_written() {
    Script script = FRONT_END.read("It costs $3.50. 打开GPU，共2个。", Language.EN);

    assertThat(script.sentences().stream().map(Sentence::written))
        .containsExactly("It costs $3.50.", "打开GPU，共2个。");
    assertThat(script.sentences().stream().map(Sentence::words))
        .containsExactly("it costs three dollars and fifty cents.", "打开 g p u, 共两个.");
    assertThat(script.sentences().get(1).utterances().stream().map(Utterance::written))
        .containsExactly("打开", "GPU，", "共2个。");
  }

  @Test
  void the_parts_of_the_utterances_are_the_sentence_whatever_is_written() {
    String written = "0123456789.,:-/%$¥€°CkmgbGhT @#&+=()\"'AaBbZ年月日个二你好，。！\n~x½²é";
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      String text =
          random
              .ints(random.nextInt(200), 0, written.length())
              .mapToObj(c -> written.substring(c, c + 1))
              .collect(Collectors.joining());
      for (Sentence sentence : FRONT_END.read(text, Language.EN).sentences()) {
        assertThat(
                sentence.utterances().stream()
                    .map(Utterance::written)
                    .collect(Collectors.joining()))
            .as(text)
            .isEqualTo(sentence.written());
      }
    }
  }

  @Test
  void a_figure_of_many_words_belongs_to_the_first_utterance_that_says_it() {
    Script script = FRONT_END.read("Dial " + "7".repeat(60) + " now.", Language.EN);

    assertThat(script.sentences().get(0).utterances()).hasSizeGreaterThan(1);
    assertThat(script.sentences().get(0).utterances().get(0).written()).contains("777 ");
  }
}
