package dev.aischeduler.jobs.llm;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.jobs.llm.batch.BatchSteps;
import dev.aischeduler.jobs.llm.batch.Batching;
import dev.aischeduler.jobs.llm.batch.Sequence;
import dev.aischeduler.jobs.llm.chat.ChatMessage;
import dev.aischeduler.jobs.llm.chat.ChatPrompt;
import dev.aischeduler.jobs.llm.chat.ChatTemplate;
import dev.aischeduler.jobs.llm.chat.ChatTemplateException;
import dev.aischeduler.jobs.llm.decoder.Decoder;
import dev.aischeduler.jobs.llm.decoder.DecoderGraph;
import dev.aischeduler.jobs.llm.decoder.LlmConfig;
import dev.aischeduler.jobs.llm.decoder.LlmWeights;
import dev.aischeduler.jobs.llm.sampling.TokenSampler;
import dev.aischeduler.jobs.llm.text.LlmTokenizer;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelProvider;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.step.StepThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A decoder-only language model in memory: weights, tokenizer, chat template. One session serves
 * any number of threads at once.
 */
final class LlmModel implements LoadedModel {
  private final ModelFolder folder;
  private final LlmConfig config;
  private final LlmTokenizer tokenizer;
  private final ChatPrompt prompt;
  private final Decoder decoder;
  private final StepThread<Sequence> thread;
  private final ModelProvider provider;

  private LlmModel(
      ModelFolder folder,
      LlmConfig config,
      LlmTokenizer tokenizer,
      ChatPrompt prompt,
      Decoder decoder,
      ModelProvider provider,
      Batching batching)
      throws OrtException, ChatTemplateException {
    this.folder = folder;
    this.config = config;
    this.tokenizer = tokenizer;
    this.prompt = prompt;
    this.decoder = decoder;
    this.provider = provider;
    this.thread =
        new StepThread<>(
            LlmTask.TYPE,
            folder.name(),
            BatchSteps.probe(folder.name(), decoder, hello(), config.contextTokens(), batching));
  }

  /**
   * Loads a folder of the Hugging Face layout and starts the thread that runs its steps.
   *
   * @param batching how its sequences share the steps
   * @throws IOException when a file is missing or damaged; the message names it
   * @throws OrtException when the graph cannot be run
   */
  static LlmModel load(ModelFolder folder, OnnxRuntime runtime, Batching batching)
      throws IOException, OrtException, ChatTemplateException {
    LlmLayout.requireFiles(folder.path());
    LlmConfig config = LlmConfig.read(folder.path());
    ChatTemplate template = ChatTemplate.read(folder.path());
    LlmTokenizer tokenizer = LlmTokenizer.read(folder.path());
    try {
      OrtSession session = open(LlmWeights.find(folder.path()), runtime);
      try {
        DecoderGraph graph = DecoderGraph.inspect(session, config);
        ChatPrompt prompt = new ChatPrompt(template, tokenizer);
        Decoder decoder = new Decoder(session, runtime.environment(), graph, runtime.tensors());
        return new LlmModel(
            folder, config, tokenizer, prompt, decoder, runtime.provider(), batching);
      } catch (OrtException | ChatTemplateException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (IOException | OrtException | ChatTemplateException | RuntimeException e) {
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

  /** {@inheritDoc} It answers a question. */
  @Override
  public void prewarm() throws OrtException, ChatTemplateException, InterruptedException {
    long[] ids = hello();
    TokenSampler sampler = new TokenSampler(config.sampling(), 1, ids);
    Sequence sequence = new Sequence(ids, 2, 0, sampler, config.endTokens());
    answer(sequence);
    while (sequence.take() != Sequence.END) {
      // only the way there matters
    }
  }

  private long[] hello() throws ChatTemplateException {
    return prompt.encode(List.of(new ChatMessage("user", "hello")));
  }

  @Override
  public Map<String, Object> facts() {
    return provider.facts();
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

  /**
   * Begins to answer; the caller takes the tokens, and cancels the sequence if it stops earlier.
   *
   * @throws IllegalStateException when the model is being closed
   */
  void answer(Sequence sequence) {
    thread.submit(List.of(sequence));
  }

  /** Ends its thread and frees the weights; answers under way fail. */
  @Override
  public void close() {
    thread.close();
    try {
      decoder.session().close();
    } catch (OrtException e) {
      throw new IllegalStateException("model " + folder.name() + " could not be freed", e);
    } finally {
      tokenizer.close();
    }
  }
}
