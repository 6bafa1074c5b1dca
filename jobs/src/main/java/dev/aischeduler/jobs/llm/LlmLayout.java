package dev.aischeduler.jobs.llm;

import dev.aischeduler.jobs.llm.chat.ChatTemplate;
import dev.aischeduler.jobs.llm.decoder.LlmConfig;
import dev.aischeduler.jobs.llm.decoder.LlmWeights;
import dev.aischeduler.jobs.llm.text.LlmTokenizer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a folder must hold to be a language model here. */
public final class LlmLayout {
  private static final List<String> FILES =
      List.of("config.json", "tokenizer.json", "tokenizer_config.json");

  private LlmLayout() {}

  /**
   * Checks a folder without loading its weights: files, configuration, tokenizer, chat template.
   *
   * @throws IOException names the file that is missing or unusable, and the remedy
   */
  public static void check(Path folder) throws IOException {
    requireFiles(folder);
    LlmConfig.read(folder);
    ChatTemplate.read(folder);
    LlmTokenizer.read(folder).close();
    LlmWeights.find(folder);
  }

  /** Checks that the small files are there. */
  static void requireFiles(Path folder) throws FileNotFoundException {
    for (String name : FILES) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new FileNotFoundException(
            folder.resolve(name) + " is missing; install the model again");
      }
    }
  }
}
