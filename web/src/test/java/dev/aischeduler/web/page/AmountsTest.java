package dev.aischeduler.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Figures are written as people of the language write them. */
final class AmountsTest {
  private final Amounts english = new Amounts(Texts.of(Language.EN));
  private final Amounts chinese = new Amounts(Texts.of(Language.ZH));

  @Test
  void counts_have_groups_of_digits() {
    assertThat(english.count(1_284_000)).isEqualTo("1,284,000");
  }

  @Test
  void lengths_of_time_show_their_two_greatest_units() {
    assertThat(english.duration(Duration.ofMillis(474))).isEqualTo("474 ms");
    assertThat(english.duration(Duration.ofMillis(1500))).isEqualTo("1.5 s");
    assertThat(english.duration(Duration.ofSeconds(41))).isEqualTo("41 s");
    assertThat(english.duration(Duration.ofSeconds(184))).isEqualTo("3 min 4 s");
    assertThat(english.duration(Duration.ofHours(49))).isEqualTo("2 d 1 h");
    assertThat(chinese.duration(Duration.ofMinutes(60))).isEqualTo("1 小时");
    assertThat(english.duration(Duration.ofSeconds(-3))).isEqualTo("0 ms");
  }

  @Test
  void bytes_have_binary_units() {
    assertThat(english.bytes(0)).isEqualTo("0 B");
    assertThat(english.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(english.bytes(3L << 30)).isEqualTo("3 GiB");
  }

  @Test
  void what_did_not_begin_or_end_took_no_time() {
    Instant now = Instant.EPOCH;
    assertThat(english.took(null, now)).isEqualTo("–");
    assertThat(english.took(now, null)).isEqualTo("–");
    assertThat(english.took(now, now.plusSeconds(12))).isEqualTo("12 s");
  }

  @Test
  void attributes_have_a_point_in_every_language() {
    assertThat(chinese.attribute(0.25)).isEqualTo("0.2500");
  }
}
