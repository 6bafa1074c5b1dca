package dev.aischeduler.jobs.llm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.jobs.llm.Miniature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenBytesTest {
  @TempDir private Path folder;

  @Test
  void the_bytes_of_the_tokens_of_a_text_are_the_text() throws Exception {
    TokenBytes tokens = TokenBytes.read(Miniature.PATH.resolve("tokenizer.json"));
    String text = "月亮 😀 {\"é\":\t1}\n<|im_end|>";
    try (LlmTokenizer tokenizer = LlmTokenizer.read(Miniature.PATH)) {
      assertThat(text(tokens, tokenizer.encode(text))).isEqualTo(text.replace("<|im_end|>", ""));
    }
    assertThat(tokens.first(2)).isEqualTo(-1);
    assertThat(tokens.length(1_000_000)).isZero();
  }

  @Test
  void pieces_with_a_mark_for_spaces_and_single_bytes_are_text_too() throws IOException {
    Path file =
        write(
            """
            {"added_tokens": [{"id": 4, "content": "<tool_call>", "special": false},
                              {"id": 5, "content": "</s>", "special": true}],
             "decoder": {"type": "Sequence", "decoders": [{"type": "ByteFallback"}]},
             "model": {"unk_id": 0, "vocab": [["▁moon", 0.5], ["<0xC3>", 0], ["<0xA9>", 0], ["x", 1]],
                       "byte_fallback": true}}
            """);
    assertThat(text(TokenBytes.read(file), new long[] {0, 1, 2, 3, 4, 5}))
        .isEqualTo(" mooné" + "x<tool_call>");
  }

  @Test
  void a_vocabulary_of_another_kind_is_refused_with_the_remedy() throws IOException {
    Path file =
        write("{\"decoder\": {\"type\": \"WordPiece\"}, \"model\": {\"vocab\": {\"a\": 0}}}");
    assertThatThrownBy(() -> TokenBytes.read(file))
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining("use another model");
  }

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("tokenizer.json"), json);
  }

  private static String text(TokenBytes tokens, long[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Arrays.stream(ids)
        .mapToInt(Math::toIntExact)
        .forEach(
            id -> {
              for (int i = 0; i < tokens.length(id); i++) {
                bytes.write(tokens.at(id, i));
              }
            });
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
