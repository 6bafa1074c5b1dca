package dev.aischeduler.web.onebot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextSplitterTest {
  @Test
  void a_text_is_parted_where_a_reader_pauses() {
    assertThat(new TextSplitter(12).split("One. Two three. Four"))
        .containsExactly("One. Two", "three. Four");
    assertThat(new TextSplitter(8).split("First\n\nSecond")).containsExactly("First", "Second");
    assertThat(new TextSplitter(10).split("  \n ")).isEmpty();
    assertThat(new TextSplitter(10).split(" short ")).containsExactly("short");
  }

  @Test
  void no_character_is_parted_and_nothing_is_lost() {
    String text = "😀".repeat(50);
    List<String> parts = new TextSplitter(7).split(text);
    assertThat(parts).allMatch(part -> part.length() <= 7 && part.length() % 2 == 0);
    assertThat(String.join("", parts)).isEqualTo(text);
  }

  @Test
  void there_are_only_so_many_parts() {
    List<String> parts = new TextSplitter(10).split("x".repeat(1000));
    assertThat(parts).hasSize(TextSplitter.MOST_PARTS);
    assertThat(parts.get(parts.size() - 1)).isEqualTo("xxxxxxxxx…");
  }
}
