package dev.aischeduler.jobs.image.pipeline;

import ai.onnxruntime.OrtException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.model.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The text encoder of a pipeline with its tokenizer. Thread-safe. */
public final class TextEncoder implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final int CLIP_TOKENS = 77;

  private final OnnxPart graph;
  private final PromptTokenizer tokenizer;

  private TextEncoder(OnnxPart graph, PromptTokenizer tokenizer) {
    this.graph = graph;
    this.tokenizer = tokenizer;
  }

  /**
   * Loads {@code text_encoder/} and {@code tokenizer/}.
   *
   * @throws IOException when a file is missing or damaged; names it
   */
  public static TextEncoder load(Path folder, OnnxRuntime runtime) throws IOException {
    OnnxPart graph = OnnxPart.open(folder, "text_encoder", Set.of(IDS), runtime);
    try {
      long axis = graph.axes(IDS)[1];
      int tokens = axis > 0 ? (int) axis : tokens(folder.resolve("text_encoder/config.json"));
      return new TextEncoder(graph, PromptTokenizer.read(folder.resolve("tokenizer"), tokens));
    } catch (IOException | RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private static int tokens(Path config) throws IOException {
    return Files.isRegularFile(config)
        ? Json.mapper().readTree(config.toFile()).path("max_position_embeddings").asInt(CLIP_TOKENS)
        : CLIP_TOKENS;
  }

  /** The ids of a prompt. */
  public PromptTokenizer.Ids ids(String prompt) {
    return tokenizer.encode(prompt);
  }

  /** Encodes a prompt; the empty one stands for "anything". */
  public Conditioning encode(String prompt, RunContext context)
      throws OrtException, InterruptedException {
    PromptTokenizer.Ids ids = ids(prompt);
    float[] values = new float[ids.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ids.values()[i];
    }
    Tensor states = graph.run(Map.of(IDS, new Tensor(values, 1, values.length)), context);
    return new Conditioning(states, ids.truncated());
  }

  @Override
  public void close() {
    try {
      graph.close();
    } finally {
      tokenizer.close();
    }
  }
}
