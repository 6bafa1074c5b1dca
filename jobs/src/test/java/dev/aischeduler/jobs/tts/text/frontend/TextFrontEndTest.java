package dev.aischeduler.jobs.tts.text.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Pause;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Sentence;
import dev.aischeduler.jobs.tts.text.Utterance;
import java.util.EnumSet;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextFrontEndTest {
  private static final TextFrontEnd BILINGUAL =
      new TextFrontEnd(MandarinScript.PINYIN, EnumSet.allOf(Language.class));

  @ParameterizedTest
  @CsvFileSource(
      resources = "english.csv",
      delimiter = '|',
      quoteCharacter = '\1',
      numLinesToSkip = 1)
  void english_is_read_as_written_here(String written, String spoken) {
    assertThat(spoken(BILINGUAL.read(written, Language.EN))).isEqualTo(spoken);
    assertThat(BILINGUAL.read(written, Language.EN).languages()).containsExactly(Language.EN);
    assertThat(BILINGUAL.read(written, Language.EN).skipped()).isEmpty();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "mandarin.csv", delimiter = '|', numLinesToSkip = 1)
  void mandarin_is_read_as_written_here(String written, String spoken) {
    assertThat(spoken(BILINGUAL.read(written, Language.EN))).isEqualTo(spoken);
    assertThat(BILINGUAL.read(written, Language.EN).languages()).containsExactly(Language.ZH);
    assertThat(BILINGUAL.read(written, Language.EN).skipped()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          打开GPU监控           | zh:da3 kai1, / en:g p u, / zh:jian1 kong4.
          用Qwen2.5写3个故事     | zh:yong4, / en:kwen two point five, / zh:xie3 san1 ge4 gu4 shi5.
          请访问www.example.com | zh:qing3 fang3 wen4, / en:w w w dot example dot com.
          好的, see you at 15:30 | zh:hao3 de5, / en:see you at fifteen thirty.
          The price of 白菜 is 20 dollars | en:the price of, / zh:bai2 cai4, / en:is twenty dollars.
          """)
  void a_mixed_sentence_is_cut_where_the_language_changes(String written, String spoken) {
    String runs =
        BILINGUAL
            .read(written, Language.EN)
            .utterances()
            .map(u -> u.language().code() + ":" + u.text())
            .collect(Collectors.joining(" / "));

    assertThat(runs).isEqualTo(spoken);
  }

  @Test
  void figures_without_words_are_read_in_the_fallback_language() {
    assertThat(spoken(BILINGUAL.read("100", Language.EN))).isEqualTo("one hundred.");
    assertThat(spoken(BILINGUAL.read("100", Language.ZH))).isEqualTo("yi4 bai3.");
  }

  @Test
  void sentences_end_at_marks_and_line_ends_but_not_after_abbreviations() {
    Script script =
        BILINGUAL.read(
            "Mr. A. Smith paid $3.50. He left at 5 p.m. on Monday! 你好。今天好吗？Version v2.5.1\nEnd",
            Language.EN);

    assertThat(script.sentences().stream().map(s -> s.utterances().get(0).text()))
        .containsExactly(
            "mister ay smith paid three dollars and fifty cents.",
            "he left at five p m on monday!",
            "ni3 hao3.",
            "jin1 tian1 hao3 ma5?",
            "version v two point five point one.",
            "end.");
  }

  @Test
  void pauses_follow_the_marks() {
    Script script = BILINGUAL.read("打开GPU, now. Next.\n\nLast.", Language.EN);

    assertThat(script.utterances().map(Utterance::pause))
        .containsExactly(Pause.JOIN, Pause.SENTENCE, Pause.PARAGRAPH, Pause.SENTENCE);
  }

  @Test
  void what_cannot_be_said_is_skipped_and_reported() {
    Script script = BILINGUAL.read("Hi 😀 привет かな!", Language.EN);

    assertThat(spoken(script)).isEqualTo("hi!");
    assertThat(script.skipped()).containsExactly("😀", "привет", "かな");
  }

  @Test
  void a_text_without_anything_to_say_is_empty() {
    assertThat(BILINGUAL.read("😀 ... \n\n !?", Language.EN).sentences()).isEmpty();
  }

  @Test
  void a_voice_of_one_language_skips_the_other_and_reads_every_figure_in_its_own() {
    TextFrontEnd english = new TextFrontEnd(MandarinScript.PINYIN, EnumSet.of(Language.EN));

    Script script = english.read("价格 is 20 元", Language.ZH);

    assertThat(spoken(script)).isEqualTo("is twenty.");
    assertThat(script.skipped()).containsExactly("价格", "元");
  }

  @Test
  void a_voice_that_reads_characters_gets_characters() {
    TextFrontEnd han = new TextFrontEnd(MandarinScript.HAN, EnumSet.of(Language.ZH));

    assertThat(spoken(han.read("共2个，100元", Language.ZH))).isEqualTo("共两个,一百元.");
  }

  @Test
  void long_sentences_are_cut_into_utterances_without_losing_a_word() {
    String sentence = "one two three four five six seven eight nine ten, ".repeat(20).strip();

    Script script = BILINGUAL.read(sentence, Language.EN);

    assertThat(script.sentences()).hasSize(1);
    assertThat(script.sentences().get(0).utterances())
        .allSatisfy(u -> assertThat(u.text()).hasSizeLessThan(140));
    assertThat(spoken(script).split(" ")).hasSize(200);
  }

  @Test
  void a_very_long_word_is_read_in_pieces() {
    Script script = BILINGUAL.read("ha".repeat(500), Language.EN);

    assertThat(script.sentences().get(0).utterances())
        .allSatisfy(u -> assertThat(u.text()).hasSizeLessThan(140));
    assertThat(spoken(script).replaceAll("[^a-z]", "")).isEqualTo("ha".repeat(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "-", "1-", "1,", "1.", "1/", "a@", "x-1:", "'a", "一1", "m²", "😀"})
  void a_long_text_of_one_pattern_does_not_exhaust_the_stack(String pattern) {
    Script script = BILINGUAL.read(pattern.repeat(10_000 / pattern.length()), Language.EN);

    assertThat(script.sentences()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void whatever_is_written_only_what_voices_know_is_spoken() {
    String written = "0123456789.,:-/%$¥€°CkmgbGhT @#&+=*()\"'AaBbZ年月日个二你好，。！\n~x½²é";
    Random random = new Random(20);
    for (int i = 0; i < 2000; i++) {
      String text =
          random
              .ints(random.nextInt(40), 0, written.length())
              .mapToObj(c -> written.substring(c, c + 1))
              .collect(Collectors.joining());
      for (Sentence sentence : BILINGUAL.read(text, Language.EN).sentences()) {
        assertThat(sentence.utterances())
            .as(text)
            .allSatisfy(u -> assertThat(u.text()).matches("[a-z][a-z1-5' ,.:;!?]*[,.:;!?]"));
      }
    }
  }

  private static String spoken(Script script) {
    return script.utterances().map(Utterance::text).collect(Collectors.joining(" "));
  }
}
