package dev.aischeduler.jobs.llm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StopMatcherTest {

  @Test
  void a_stop_text_is_found_across_pieces() {
    StopMatcher matcher = new StopMatcher(List.of("END"));
    assertThat(matcher.feed("one E")).isEqualTo("one ");
    assertThat(matcher.feed("N")).isEmpty();
    assertThat(matcher.feed("D two")).isEmpty();
    assertThat(matcher.matched()).isTrue();
  }

  @Test
  void text_that_only_looked_like_a_stop_is_released() {
    StopMatcher matcher = new StopMatcher(List.of("END"));
    assertThat(matcher.feed("EN")).isEmpty();
    assertThat(matcher.feed("E")).isEqualTo("EN");
    assertThat(matcher.finish()).isEqualTo("E");
    assertThat(matcher.matched()).isFalse();
  }

  @Test
  void however_a_text_is_cut_the_result_is_what_precedes_the_first_stop() {
    Random random = new Random(5);
    for (int round = 0; round < 2000; round++) {
      String text = random(random, 30);
      List<String> stops = List.of(random(random, 3) + "a", random(random, 2) + "b");
      StringBuilder emitted = new StringBuilder();
      StopMatcher matcher = new StopMatcher(stops);
      for (int at = 0; at < text.length() && !matcher.matched(); ) {
        int end = Math.min(text.length(), at + 1 + random.nextInt(4));
        emitted.append(matcher.feed(text.substring(at, end)));
        at = end;
      }
      if (!matcher.matched()) {
        emitted.append(matcher.finish());
      }
      // The stop that is complete first ends a stream; pieces may hold several.
      assertThat(text).startsWith(emitted);
      boolean contains = stops.stream().anyMatch(text::contains);
      assertThat(matcher.matched()).isEqualTo(contains);
      assertThat(stops).noneMatch(stop -> emitted.indexOf(stop) >= 0);
      String rest = text.substring(emitted.length());
      assertThat(contains ? stops.stream().anyMatch(rest::startsWith) : rest.isEmpty()).isTrue();
    }
  }

  private static String random(Random random, int maxLength) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(maxLength + 1); n > 0; n--) {
      text.append("abc".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
