package dev.aischeduler.jobs.llm.decoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Keys and values of the tokens of one sequence that the model has read, one tensor for each layer
 * and kind, shaped {@code [1, heads, tokens, head size]}. Owns its tensors: each step replaces and
 * closes them. Confined to one thread.
 */
final class KvCache implements AutoCloseable {
  private final Decoder decoder;
  private final Map<String, OnnxTensor> past = new HashMap<>();
  private int tokens;

  private KvCache(Decoder decoder, int tokens) {
    this.decoder = decoder;
    this.tokens = tokens;
  }

  /** An empty cache. */
  static KvCache empty(Decoder decoder) throws OrtException {
    ByteBuffer nothing = ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    int tensors = decoder.graph().presentByPast().size();
    return of(decoder, Collections.nCopies(tensors, nothing), 0);
  }

  /**
   * A cache of tokens that were read elsewhere.
   *
   * @param values direct memory of each tensor, in the graph's order; used in place
   */
  static KvCache of(Decoder decoder, List<ByteBuffer> values, int tokens) throws OrtException {
    DecoderGraph graph = decoder.graph();
    KvCache cache = new KvCache(decoder, tokens);
    long[] shape = {1, graph.keyValueHeads(), tokens, graph.headSize()};
    try {
      Iterator<ByteBuffer> next = values.iterator();
      for (String name : graph.presentByPast().keySet()) {
        OnnxTensor tensor =
            OnnxTensor.createTensor(decoder.environment(), next.next(), shape, graph.cacheType());
        cache.past.put(name, tensor);
        decoder.tensors().opened(1);
      }
      return cache;
    } catch (OrtException | RuntimeException e) {
      cache.close();
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
    decoder
        .graph()
        .presentByPast()
        .forEach(
            (name, present) -> {
              OnnxTensor next = (OnnxTensor) outputs.get(present).orElseThrow();
              OnnxTensor old = past.put(name, next);
              if (old == null) {
                decoder.tensors().opened(1);
              } else {
                old.close();
              }
            });
    tokens += read;
  }

  /** A copy of all tensors in the graph's order, each {@code [heads, tokens, head size]}. */
  List<ByteBuffer> copy() {
    return decoder.graph().presentByPast().keySet().stream()
        .map(name -> Objects.requireNonNull(past.get(name)).getByteBuffer())
        .toList();
  }

  /** Frees all tensors. */
  @Override
  public void close() {
    past.values().forEach(OnnxTensor::close);
    decoder.tensors().closed(past.size());
    past.clear();
  }
}
