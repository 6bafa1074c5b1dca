package dev.aischeduler.jobs.tts.text.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class PinyinTest {
  private static final Pinyin PINYIN = new Pinyin(Polyphones.load());

  @ParameterizedTest
  @CsvFileSource(resources = "pinyin.csv", delimiter = '|', numLinesToSkip = 1)
  void characters_are_read_by_word(String written, String spoken) {
    assertThat(read(PINYIN, written)).isEqualTo(spoken);
  }

  @Test
  void words_of_the_user_go_before_everything() {
    Pinyin own =
        new Pinyin(
            Polyphones.load(),
            Map.of("重庆森", List.of("zhong4", "qing4", "sen1"), "一行", List.of("yi1", "xing2")));

    assertThat(read(own, "看重庆森林")).isEqualTo("kan4 zhong4 qing4 sen1 lin2");
    assertThat(read(own, "一行字")).isEqualTo("yi1 xing2 zi4");
  }

  @Test
  void a_word_of_the_user_needs_a_syllable_for_each_character() {
    Map<String, List<String>> wrong = Map.of("重庆", List.of("chong2"));

    assertThatThrownBy(() -> new Pinyin(Polyphones.load(), wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("重庆");
  }

  @Test
  void characters_without_a_reading_are_reported() {
    List<String> unreadable = new ArrayList<>();

    assertThat(PINYIN.of("好a的\uD83D\uDE00人", unreadable::add)).isEqualTo("hao3 de5 ren2");
    assertThat(unreadable).containsExactly("a", "\uD83D\uDE00");
  }

  @Test
  void many_threads_read_the_same() {
    String text = "他还给我一本书银行行长得到了心得任志强发言";
    String alone = read(PINYIN, text);

    assertThat(IntStream.range(0, 2_000).parallel().mapToObj(i -> read(PINYIN, text)))
        .containsOnly(alone);
  }

  @Test
  void a_very_long_run_has_a_syllable_for_each_character() {
    assertThat(read(PINYIN, "长".repeat(20_000)).split(" ")).hasSize(20_000);
  }

  private static String read(Pinyin pinyin, String text) {
    return pinyin.of(
        text,
        c -> {
          throw new AssertionError("unreadable: " + c);
        });
  }
}
