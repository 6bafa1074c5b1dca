package dev.aischeduler.jobs.llm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys and values of the tokens of one sequence that the model has read, one tensor for each layer
 * and kind, shaped {@code [1, heads, tokens, head size]}. Owns its tensors: each step replaces and
 * closes them. Confined to one thread.
 */
final class KvCache implements AutoCloseable {
  private final DecoderGraph graph;
  private final Map<String, OnnxTensor> past = new HashMap<>();
  private int tokens;

  /** An empty cache. */
  KvCache(DecoderGraph graph, OrtEnvironment environment) throws OrtException {
    this.graph = graph;
    long[] shape = {1, graph.keyValueHeads(), 0, graph.headSize()};
    try {
      for (String name : graph.presentByPast().keySet()) {
        ByteBuffer nothing = ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
        past.put(name, OnnxTensor.createTensor(environment, nothing, shape, graph.cacheType()));
      }
    } catch (OrtException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Number of tokens held. */
  int tokens() {
    return tokens;
  }

  /** Adds the cache to the inputs of a step. */
  void addTo(Map<String, OnnxTensorLike> inputs) {
    inputs.putAll(past);
  }

  /**
   * Takes over the cache outputs of a step.
   *
   * @param read number of tokens that the step read
   */
  void advance(OrtSession.Result outputs, int read) {
    graph
        .presentByPast()
        .forEach(
            (name, present) -> {
              OnnxTensor next = (OnnxTensor) outputs.get(present).orElseThrow();
              OnnxTensor old = past.put(name, next);
              if (old != null) {
                old.close();
              }
            });
    tokens += read;
  }

  /** Frees all tensors. */
  @Override
  public void close() {
    past.values().forEach(OnnxTensor::close);
    past.clear();
  }
}
