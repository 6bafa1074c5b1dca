package dev.aischeduler.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.engine.task.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"hello", "你好", "😀 line\nbreak\tand tab"})
  void ordinary_text_passes_unchanged(String text) {
    assertThat(TextRules.requireText("prompt", text, 100)).isSameAs(text);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " \n\t", "a\0b", "a\ud83d", "\ude00a"})
  void unusable_text_is_refused_by_field_name(String text) {
    assertThatThrownBy(() -> TextRules.requireText("prompt", text, 100))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("prompt"))
        .hasMessageStartingWith("prompt ");
  }

  @Test
  void length_is_counted_in_code_points() {
    assertThat(TextRules.requireText("text", "😀😀", 2)).hasSize(4);
    assertThatThrownBy(() -> TextRules.requireText("text", "😀😀😀", 2))
        .hasMessageContaining("3 characters")
        .hasMessageContaining("at most 2");
  }
}
