package dev.aischeduler.bench.isolation;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.aischeduler.bench.server.Server;
import dev.aischeduler.jobs.model.OnnxRuntime;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What anyone would write over ONNX Runtime's Java API to continue a prompt greedily: no server, no
 * queue, no text. Its speed is what the product is compared with.
 */
final class BareLoop implements AutoCloseable {
  private static final int PROMPT_TOKEN = 100;

  private final OrtEnvironment environment;
  private final OrtSession session;

  private BareLoop(OnnxRuntime runtime, OrtSession session) {
    this.environment = runtime.environment();
    this.session = session;
  }

  /** Opens the weights of a server with as many threads. */
  static BareLoop open(Server server) {
    OnnxRuntime runtime = new OnnxRuntime(server.threads());
    try {
      return new BareLoop(runtime, runtime.open(server.chatModel().resolve("onnx/model.onnx")));
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  /** Speed over as many prompts and answers of the same length as some chats had. */
  double tokensPerSecond(Talk like) {
    long begin = System.nanoTime();
    try {
      for (int i = 0; i < like.answers(); i++) {
        answer(like.promptTokens(), like.tokensEach());
      }
    } catch (OrtException e) {
      throw failed(e);
    }
    return (double) like.answers() * like.tokensEach() / ((System.nanoTime() - begin) / 1e9);
  }

  private void answer(int promptTokens, int answerTokens) throws OrtException {
    Map<String, OnnxTensorLike> past = nothing();
    long[] ids = new long[promptTokens];
    Arrays.fill(ids, PROMPT_TOKEN);
    int read = 0;
    for (int drawn = 0; drawn < answerTokens; drawn++) {
      int total = read + ids.length;
      long[] ones = new long[total];
      Arrays.fill(ones, 1);
      long[] positions = new long[ids.length];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = read + (long) i;
      }
      Map<String, OnnxTensorLike> next = new HashMap<>();
      try (OnnxTensor input = tensor(ids);
          OnnxTensor mask = tensor(ones);
          OnnxTensor position = tensor(positions)) {
        Map<String, OnnxTensorLike> all = new HashMap<>(past);
        all.put("input_ids", input);
        all.put("attention_mask", mask);
        all.put("position_ids", position);
        OrtSession.Result result = session.run(all);
        for (Map.Entry<String, OnnxValue> output : result) {
          OnnxTensor value = (OnnxTensor) output.getValue();
          if (output.getKey().equals("logits")) {
            ids = new long[] {likeliest(value)};
            value.close();
          } else {
            next.put(output.getKey().replace("present", "past_key_values"), value);
          }
        }
      }
      past.values().forEach(OnnxTensorLike::close);
      past = next;
      read = total;
    }
    past.values().forEach(OnnxTensorLike::close);
  }

  private Map<String, OnnxTensorLike> nothing() throws OrtException {
    Map<String, OnnxTensorLike> past = new HashMap<>();
    for (var input : session.getInputInfo().entrySet()) {
      if (input.getKey().startsWith("past_key_values")
          && input.getValue().getInfo() instanceof TensorInfo info) {
        long[] shape = info.getShape();
        past.put(
            input.getKey(),
            OnnxTensor.createTensor(
                environment, FloatBuffer.allocate(0), new long[] {1, shape[1], 0, shape[3]}));
      }
    }
    return past;
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private static long likeliest(OnnxTensor logits) {
    FloatBuffer values = logits.getFloatBuffer();
    int vocabulary = (int) logits.getInfo().getShape()[2];
    int from = values.capacity() - vocabulary;
    int best = 0;
    for (int id = 1; id < vocabulary; id++) {
      best = values.get(from + id) > values.get(from + best) ? id : best;
    }
    return best;
  }

  private static IllegalStateException failed(OrtException e) {
    return new IllegalStateException("the bare loop failed: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
