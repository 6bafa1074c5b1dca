package dev.aischeduler.jobs.llm.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

final class MarkedTailTest {
  private static final String MARKER = "aab";

  @Property(tries = 500)
  void text_before_the_marker_goes_on_and_the_rest_is_kept_however_it_is_cut(
      @ForAll @CharRange(from = 'a', to = 'c') String text,
      @ForAll @IntRange(min = 1, max = 5) int step) {
    int at = text.indexOf(MARKER);
    int end = at < 0 ? text.length() : at;
    assertThat(parted(text, step, false))
        .isEqualTo(text.substring(0, end) + "|" + text.substring(end));
  }

  @Property(tries = 500)
  void a_marker_that_counts_at_the_start_only_is_text_anywhere_else(
      @ForAll @CharRange(from = 'a', to = 'c') String text,
      @ForAll @IntRange(min = 1, max = 5) int step) {
    assertThat(parted(text, step, true))
        .isEqualTo(text.startsWith(MARKER) ? "|" + text : text + "|");
  }

  @Example
  void without_a_marker_nothing_is_held_back() {
    MarkedTail none = MarkedTail.none();
    assertThat(none.feed("aab")).isEqualTo("aab");
    assertThat(none.finish() + none.tail()).isEmpty();
  }

  private static String parted(String text, int step, boolean onlyAtStart) {
    MarkedTail tail = new MarkedTail(MARKER, onlyAtStart);
    StringBuilder before = new StringBuilder();
    for (int from = 0; from < text.length(); from += step) {
      before.append(tail.feed(text.substring(from, Math.min(text.length(), from + step))));
    }
    return before + tail.finish() + "|" + tail.tail();
  }
}
