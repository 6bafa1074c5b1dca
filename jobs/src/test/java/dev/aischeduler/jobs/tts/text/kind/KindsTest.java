package dev.aischeduler.jobs.tts.text.kind;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KindsTest {
  private static final List<String> PIECES =
      List.of(
          "12345678901234567890",
          "0",
          "7",
          "1,234",
          ".5",
          "1/2",
          "½",
          "10²",
          "①",
          "-",
          "–",
          "~",
          "+",
          "−",
          "$",
          "US$",
          "€",
          "¥",
          "%",
          "‰",
          "°C",
          "km",
          "kg/m³",
          "/",
          " ",
          "th",
          "st",
          "x",
          "×",
          "^",
          "e-3",
          "=",
          "<",
          ">",
          "(",
          ")",
          "k",
          "bn",
          "万",
          "年",
          "到",
          "pm",
          ":",
          "USD",
          "2024",
          "s",
          "'",
          "\"",
          "w",
          "队",
          "000",
          "⁻",
          "₂",
          "°N",
          "h",
          "m");

  /** Every piece next to every other, on both sides, several pairs in a text. */
  @Test
  void nothing_throws_whatever_stands_together() {
    for (String piece : PIECES) {
      for (int from = 0; from < PIECES.size(); from += 4) {
        StringBuilder text = new StringBuilder();
        for (String next : PIECES.subList(from, Math.min(from + 4, PIECES.size()))) {
          text.append(piece).append(next);
        }
        isRead(text.toString());
      }
    }
  }

  @Test
  void nothing_throws_whatever_is_written() {
    Random random = new Random(13);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      isRead(text.toString());
    }
  }

  private static void isRead(String written) {
    assertThatCode(() -> Said.english(written)).as(written).doesNotThrowAnyException();
    assertThatCode(() -> Said.mandarin(written)).as(written).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1", "1,", "1 000 ", "1/", "1-", "$1", "$1-", "1e", "²", "①", "<a", "1x", "5km/", "-", "1.",
        "1万", "9年-", "a@", "0", "A1", "I", "1:", "a-", "a.", "-", "_", "/", "\\", "+", "1·", "90后",
        "::", "M"
      })
  void a_long_text_of_one_pattern_is_read_in_time(String pattern) {
    String written = pattern.repeat(10_000 / pattern.length());
    assertTimeoutPreemptively(ofMinutes(2), () -> Said.english(written));
    assertTimeoutPreemptively(ofMinutes(2), () -> Said.mandarin(written));
  }
}
