package dev.aischeduler.jobs.image.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.jobs.model.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The layout of Stable Diffusion's own folders: CLIP's vocabulary and merges, no tokenizer.json.
 */
final class PromptTokenizerTest {
  private static final int BEGIN = 8;
  private static final int END = 9;

  @TempDir private Path folder;

  @BeforeAll
  static void startTheRuntime() {
    assertThat(new OnnxRuntime(1).threads()).isEqualTo(1);
  }

  @Test
  void words_are_lowercased_merged_and_padded_with_the_end_token() throws Exception {
    install("<|endoftext|>");
    try (PromptTokenizer tokenizer = PromptTokenizer.read(folder, 8)) {
      assertThat(tokenizer.encode("CAT  a\ntac").values())
          .containsExactly(BEGIN, 6, 4, 3, 1, 7, END, END);
      assertThat(tokenizer.encode("").values())
          .containsExactly(BEGIN, END, END, END, END, END, END, END);
      assertThat(tokenizer.encode("cat cat cat cat cat cat").truncated()).isFalse();
      assertThat(tokenizer.encode("cat cat cat cat cat cat cat").truncated()).isTrue();
    }
  }

  @Test
  void the_pad_token_may_be_a_plain_word_of_the_vocabulary() throws Exception {
    install("!");
    try (PromptTokenizer tokenizer = PromptTokenizer.read(folder, 5)) {
      assertThat(tokenizer.encode("cat").values()).containsExactly(BEGIN, 6, END, 0, 0);
    }
  }

  @Test
  void a_damaged_file_is_named() throws Exception {
    install("!");
    Files.writeString(folder.resolve("vocab.json"), "{}");
    assertThatThrownBy(() -> PromptTokenizer.read(folder, 5))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("vocab.json");
  }

  private void install(String padToken) throws IOException {
    Files.writeString(
        folder.resolve("vocab.json"),
        "{\"!\":0,\"a\":1,\"c\":2,\"t\":3,\"a</w>\":4,\"ca\":5,\"cat</w>\":6,\"c</w>\":7,"
            + "\"<|startoftext|>\":8,\"<|endoftext|>\":9,\"t</w>\":10}");
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\nc a\nca t</w>\n");
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"pad_token\":\"" + padToken + "\"}");
  }
}
