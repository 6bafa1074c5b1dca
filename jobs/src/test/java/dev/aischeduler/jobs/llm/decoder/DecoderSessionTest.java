package dev.aischeduler.jobs.llm.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.llm.Miniature;
import dev.aischeduler.jobs.llm.Miniature.Golden;
import dev.aischeduler.jobs.llm.sampling.Sampling;
import dev.aischeduler.jobs.llm.sampling.TokenSampler;
import dev.aischeduler.jobs.llm.text.LlmTokenizer;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.RunInterrupt;
import dev.aischeduler.jobs.model.TensorCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DecoderSessionTest {
  private static OnnxRuntime runtime;
  private static OrtSession session;
  private static Decoder decoder;

  @BeforeAll
  static void load() throws Exception {
    runtime = new OnnxRuntime(2);
    session = runtime.open(LlmWeights.find(Miniature.PATH));
    decoder = decoder(session, Miniature.PATH);
  }

  @AfterAll
  static void free() throws Exception {
    session.close();
  }

  static List<Golden> golden() throws IOException {
    return Miniature.golden();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void greedy_decoding_gives_the_golden_logits_ids_and_text(Golden golden) throws Exception {
    try (RunInterrupt interrupt = new RunInterrupt();
        DecoderSession sequence = new DecoderSession(decoder, interrupt);
        LlmTokenizer tokenizer = LlmTokenizer.read(Miniature.PATH)) {
      long[] prompt = Miniature.array(golden.inputIds());
      float[] logits = sequence.read(prompt, 0, prompt.length);
      for (int i = 0; i < golden.firstLogits().size(); i++) {
        assertThat(logits[i]).isCloseTo(golden.firstLogits().get(i), within(1e-3f));
      }
      long[] expected = Miniature.array(golden.greedyIds());
      long[] ids = new long[expected.length];
      TokenSampler greedy = new TokenSampler(new Sampling(0, 1, 0, 1), 0, prompt);
      for (int i = 0; i < ids.length; i++) {
        ids[i] = greedy.next(logits);
        logits = sequence.read(ids, i, i + 1);
      }
      assertThat(ids).isEqualTo(expected);
      assertThat(tokenizer.decode(ids)).isEqualTo(golden.text());
    }
  }

  @Test
  void a_prompt_read_in_chunks_gives_the_same_logits() throws Exception {
    long[] ids = Miniature.array(Miniature.golden().get(0).inputIds());
    try (RunInterrupt interrupt = new RunInterrupt();
        DecoderSession whole = new DecoderSession(decoder, interrupt);
        DecoderSession chunked = new DecoderSession(decoder, interrupt)) {
      float[] expected = whole.read(ids, 0, ids.length).clone();
      chunked.read(ids, 0, 10);
      chunked.read(ids, 10, 11);
      float[] logits = chunked.read(ids, 11, ids.length);
      assertThat(chunked.tokens()).isEqualTo(ids.length);
      assertThat(logits).usingComparatorWithPrecision(1e-3f).containsExactly(expected);
    }
  }

  @Test
  void a_half_precision_group_query_export_without_position_ids_is_read_in_steps()
      throws Exception {
    Path tiny = Miniature.groupQuery();
    JsonNode expected = Json.mapper().readTree(tiny.resolve("expected.json").toFile());
    long[] ids = new long[expected.get("ids").size()];
    Arrays.setAll(ids, i -> expected.get("ids").get(i).asLong());
    try (OrtSession session = runtime.open(LlmWeights.find(tiny));
        RunInterrupt interrupt = new RunInterrupt();
        DecoderSession sequence = new DecoderSession(decoder(session, tiny), interrupt)) {
      sequence.read(ids, 0, 4);
      sequence.read(ids, 4, 6);
      float[] logits = sequence.read(ids, 6, 7);
      for (int id = 0; id < logits.length; id++) {
        // Half precision: three significant digits.
        assertThat(logits[id])
            .isCloseTo((float) expected.get("logits").get(id).asDouble(), within(0.03f));
      }
    }
  }

  @Test
  void an_interrupted_run_fails_and_frees_its_sequence() throws Exception {
    RunInterrupt interrupt = new RunInterrupt();
    DecoderSession sequence = new DecoderSession(decoder, interrupt);
    assertThat(decoder.tensors().open()).isPositive();
    interrupt.stop();
    assertThatThrownBy(() -> sequence.read(new long[] {1, 2, 3}, 0, 3))
        .isInstanceOf(OrtException.class)
        .hasMessageContaining("terminate");
    sequence.close();
    interrupt.close();
    interrupt.stop();
    assertThat(decoder.tensors().open()).isZero();
  }

  @Test
  void the_cache_closes_every_tensor_that_it_replaces_or_holds() throws Exception {
    KvCache cache = KvCache.empty(decoder);
    Map<String, OnnxTensorLike> before = new HashMap<>();
    cache.addTo(before);
    Map<String, OnnxTensorLike> inputs = new HashMap<>(before);
    try (OnnxTensor one = OnnxTensor.createTensor(runtime.environment(), new long[][] {{1}})) {
      inputs.put("input_ids", one);
      inputs.put("attention_mask", one);
      inputs.put("position_ids", one);
      inputs.keySet().retainAll(session.getInputNames());
      cache.advance(session.run(inputs), 1);
      Map<String, OnnxTensorLike> after = new HashMap<>();
      cache.addTo(after);

      assertThat(before.values()).hasSize(16).allMatch(OnnxTensorLike::isClosed);
      assertThat(after.values()).hasSize(16).noneMatch(OnnxTensorLike::isClosed);
      cache.close();
      assertThat(after.values()).allMatch(OnnxTensorLike::isClosed);
    }
  }

  private static Decoder decoder(OrtSession session, Path folder) throws Exception {
    DecoderGraph graph = DecoderGraph.inspect(session, LlmConfig.read(folder));
    return new Decoder(session, runtime.environment(), graph, new TensorCount());
  }
}
