package dev.aischeduler.jobs.llm.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.jobs.llm.Miniature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class StreamingTextTest {
  private static LlmTokenizer tokenizer;

  @BeforeAll
  static void load() throws Exception {
    tokenizer = LlmTokenizer.read(Miniature.PATH);
  }

  @AfterAll
  static void free() {
    tokenizer.close();
  }

  @Test
  void characters_made_of_several_tokens_come_out_whole() {
    String text = "😀 龘靐 naïve 𠮷野家 😀";
    List<String> pieces = stream(tokenizer.encode(text));
    assertThat(pieces).allMatch(piece -> !piece.contains("\uFFFD"));
    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(pieces).hasSizeLessThan(tokenizer.encode(text).length);
  }

  @Test
  void the_pieces_of_any_tokens_are_their_decoded_text() {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      // Low ids are single bytes: most of these sequences are broken UTF-8.
      int highest = round % 2 == 0 ? 260 : 8192;
      long[] ids = random.longs(1 + random.nextInt(40), 0, highest).toArray();
      String whole = tokenizer.decode(ids).replaceAll("\uFFFD+\\z", "");
      assertThat(String.join("", stream(ids))).isEqualTo(whole);
    }
  }

  @Test
  void a_character_that_is_cut_at_the_end_is_left_out() {
    long[] whole = tokenizer.encode("naïve 😀");
    for (int length = 1; length < whole.length; length++) {
      String text = String.join("", stream(Arrays.copyOf(whole, length)));
      assertThat(text).doesNotContain("\uFFFD");
      assertThat("naïve 😀").startsWith(text);
    }
  }

  private static List<String> stream(long[] ids) {
    StreamingText streaming = new StreamingText(tokenizer);
    List<String> pieces = new ArrayList<>();
    for (long id : ids) {
      pieces.add(streaming.append(id));
    }
    pieces.add(streaming.finish());
    pieces.removeIf(String::isEmpty);
    return pieces;
  }
}
