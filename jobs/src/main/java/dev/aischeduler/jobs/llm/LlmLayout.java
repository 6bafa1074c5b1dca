package dev.aischeduler.jobs.llm;

import dev.aischeduler.jobs.llm.chat.ChatTemplate;
import dev.aischeduler.jobs.llm.decoder.LlmConfig;
import dev.aischeduler.jobs.llm.decoder.LlmWeights;
import dev.aischeduler.jobs.llm.text.LlmTokenizer;
import dev.aischeduler.jobs.model.ModelLayout;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a language model: one graph in the root or in {@code onnx/}, its configuration,
 * tokenizer and chat template in the root.
 */
final class LlmLayout implements ModelLayout {
  private static final String TOKENIZER = "tokenizer.json";
  private static final List<String> FILES =
      List.of("config.json", TOKENIZER, "tokenizer_config.json");

  @Override
  public boolean matches(Path folder) {
    return Files.isRegularFile(folder.resolve(TOKENIZER));
  }

  @Override
  public void check(Path folder) throws IOException {
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

  @Override
  public boolean holdsWeights(String path) {
    String folder = ModelLayout.folderOf(path);
    return folder.isEmpty() || folder.equals("onnx/");
  }

  @Override
  public boolean holdsCompanion(String path, String graph) {
    return ModelLayout.folderOf(path).isEmpty();
  }

  @Override
  public boolean severalGraphs() {
    return false;
  }
}
