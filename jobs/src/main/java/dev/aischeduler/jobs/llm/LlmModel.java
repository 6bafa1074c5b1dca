package dev.aischeduler.jobs.llm;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A decoder-only language model in memory: weights, tokenizer, chat template. One session serves
 * any number of threads at once.
 */
final class LlmModel implements LoadedModel {
  /** Logits of one prefill run are kept below this many bytes: a 150k vocabulary is 0.6 MB each. */
  private static final int MAX_LOGITS_BYTES = 64 << 20;

  private static final int MAX_CHUNK = 512;

  private static final List<String> FILES =
      List.of("config.json", "tokenizer.json", "tokenizer_config.json");

  private final ModelFolder folder;
  private final LlmConfig config;
  private final LlmTokenizer tokenizer;
  private final ChatPrompt prompt;
  private final OnnxRuntime runtime;
  private final OrtSession session;
  private final DecoderGraph graph;
  private final AtomicInteger openSequences = new AtomicInteger();

  private LlmModel(
      ModelFolder folder,
      LlmConfig config,
      LlmTokenizer tokenizer,
      ChatPrompt prompt,
      OnnxRuntime runtime,
      OrtSession session,
      DecoderGraph graph) {
    this.folder = folder;
    this.config = config;
    this.tokenizer = tokenizer;
    this.prompt = prompt;
    this.runtime = runtime;
    this.session = session;
    this.graph = graph;
  }

  /**
   * Loads a folder of the Hugging Face layout.
   *
   * @throws IOException when a file is missing or damaged; the message names it
   * @throws OrtException when the graph cannot be inspected
   */
  static LlmModel load(ModelFolder folder, OnnxRuntime runtime) throws IOException, OrtException {
    for (String name : FILES) {
      if (!Files.isRegularFile(folder.path().resolve(name))) {
        throw new FileNotFoundException(
            folder.path().resolve(name) + " is missing; install the model again");
      }
    }
    LlmConfig config = LlmConfig.read(folder.path());
    ChatTemplate template = ChatTemplate.read(folder.path());
    LlmTokenizer tokenizer = LlmTokenizer.read(folder.path());
    try {
      OrtSession session = open(LlmWeights.find(folder.path()), runtime);
      try {
        DecoderGraph graph = DecoderGraph.inspect(session, config);
        ChatPrompt prompt = new ChatPrompt(template, tokenizer);
        return new LlmModel(folder, config, tokenizer, prompt, runtime, session, graph);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (IOException | OrtException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static OrtSession open(Path weights, OnnxRuntime runtime) throws IOException {
    try {
      return runtime.open(weights);
    } catch (OrtException e) {
      throw new IOException(
          weights + " cannot be opened (" + e.getMessage() + "); install the model again", e);
    }
  }

  /** Runs a question once, so that the first job finds everything warm. */
  void prewarm() throws OrtException, ChatTemplateException {
    long[] ids = prompt.encode(List.of(new ChatMessage("user", "hello")));
    try (RunInterrupt interrupt = new RunInterrupt();
        DecoderSession decoder = open(interrupt)) {
      decoder.read(ids, 0, Math.min(ids.length, chunk()));
      decoder.read(ids, 0, 1);
    }
  }

  /** The folder that was loaded. */
  ModelFolder folder() {
    return folder;
  }

  /** What its configuration files say. */
  LlmConfig config() {
    return config;
  }

  /** Its tokenizer. */
  LlmTokenizer tokenizer() {
    return tokenizer;
  }

  /** Its prompt builder. */
  ChatPrompt prompt() {
    return prompt;
  }

  /** Most tokens to read in one run, so that logits stay small and a stop is heard soon. */
  int chunk() {
    int fitting = MAX_LOGITS_BYTES / Float.BYTES / graph.vocabulary();
    return Math.max(16, Math.min(MAX_CHUNK, fitting));
  }

  /** A new, empty sequence; the caller closes it before the interrupt. */
  DecoderSession open(RunInterrupt interrupt) throws OrtException {
    DecoderSession sequence =
        new DecoderSession(
            session, runtime.environment(), graph, interrupt, openSequences::decrementAndGet);
    openSequences.incrementAndGet();
    return sequence;
  }

  /** Sequences that hold a cache now. */
  int openSequences() {
    return openSequences.get();
  }

  /** Frees the weights; no sequence may be open any more. */
  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("model " + folder.name() + " could not be freed", e);
    } finally {
      tokenizer.close();
    }
  }
}
