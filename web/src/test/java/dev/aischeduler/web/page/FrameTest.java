package dev.aischeduler.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.access.Caller;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands beside entries of the navigation. */
final class FrameTest {
  private static Frame frame(Map<Section, Long> counts, Set<Section> open) {
    Texts texts = Texts.of(Language.EN);
    return new Frame(
        texts,
        new Amounts(texts),
        Section.OVERVIEW,
        "/",
        Theme.LIGHT,
        Caller.LOCAL,
        open,
        counts,
        false,
        "node",
        "1");
  }

  @Test
  void a_count_that_ended_at_its_bound_is_shown_as_more_and_nothing_as_nothing() {
    Set<Section> open = Set.of(Section.values());
    assertThat(frame(Map.of(Section.JOBS, 999L), open).count(Section.JOBS)).isEqualTo("999");
    assertThat(frame(Map.of(Section.JOBS, 1000L), open).count(Section.JOBS)).isEqualTo("999+");
    assertThat(frame(Map.of(Section.JOBS, 0L), open).count(Section.JOBS)).isEmpty();
  }

  @Test
  void only_entries_that_the_reader_may_open_have_counts() {
    Map<Section, Long> counts = Map.of(Section.JOBS, 1L, Section.DEAD_LETTERS, 2L);
    assertThat(frame(counts, Set.of(Section.JOBS, Section.LANES)).counted())
        .containsExactly(Section.JOBS);
  }
}
