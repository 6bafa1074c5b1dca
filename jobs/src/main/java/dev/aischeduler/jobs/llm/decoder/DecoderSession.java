package dev.aischeduler.jobs.llm.decoder;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sequence that the model reads and continues: its cache, and the buffers that its steps reuse.
 * Many sequences may use one {@link OrtSession} at once; each is confined to one thread. Closing it
 * frees every tensor.
 */
public final class DecoderSession implements AutoCloseable {
  private final Decoder decoder;
  private final DecoderGraph graph;
  private final RunInterrupt interrupt;
  private final KvCache cache;
  private final float[] logits;
  private final FloatBuffer stepBuffer;
  private final @Nullable OnnxTensor stepLogits;
  private final Set<String> presentNames;
  private final Set<String> allNames;
  private long[] ones = new long[0];

  /** An empty sequence; {@code interrupt} stops its runs and is closed after it. */
  public DecoderSession(Decoder decoder, RunInterrupt interrupt) throws OrtException {
    this(decoder, interrupt, KvCache.empty(decoder));
  }

  /**
   * A sequence of which another has read the first tokens.
   *
   * @param read keys and values of these tokens as {@link #copy} gives them; used in place
   * @param tokens number of these tokens
   */
  public DecoderSession(Decoder decoder, RunInterrupt interrupt, List<ByteBuffer> read, int tokens)
      throws OrtException {
    this(decoder, interrupt, KvCache.of(decoder, read, tokens));
  }

  /** Takes over the cache, also when it fails. */
  private DecoderSession(Decoder decoder, RunInterrupt interrupt, KvCache cache)
      throws OrtException {
    this.decoder = decoder;
    this.graph = decoder.graph();
    this.interrupt = interrupt;
    this.cache = cache;
    this.presentNames = Set.copyOf(graph.presentByPast().values());
    this.allNames = new HashSet<>(presentNames);
    this.allNames.add(DecoderGraph.LOGITS);
    try {
      this.logits = new float[graph.vocabulary()];
      this.stepBuffer =
          ByteBuffer.allocateDirect(graph.vocabulary() * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      this.stepLogits = graph.floatLogits() ? pinned() : null;
    } catch (OrtException | RuntimeException | OutOfMemoryError e) {
      cache.close();
      throw e;
    }
  }

  /** Outputs that ORT writes into our own buffer are read without a copy of its own. */
  private OnnxTensor pinned() throws OrtException {
    OnnxTensor tensor =
        OnnxTensor.createTensor(
            decoder.environment(), stepBuffer, new long[] {1, 1, graph.vocabulary()});
    decoder.tensors().opened(1);
    return tensor;
  }

  /** Number of tokens read so far. */
  public int tokens() {
    return cache.tokens();
  }

  /**
   * Reads more tokens in one run.
   *
   * @param ids token ids, of which those in {@code [from, to)} are read
   * @return the logits after the last of them, one for each token of the vocabulary; the caller may
   *     change them, the next call overwrites them
   * @throws OrtException also when the run was interrupted
   */
  public float[] read(long[] ids, int from, int to) throws OrtException {
    int count = to - from;
    int total = cache.tokens() + count;
    List<OnnxTensor> own = new ArrayList<>(3);
    try {
      Map<String, OnnxTensorLike> inputs = new HashMap<>();
      cache.addTo(inputs);
      put(inputs, own, DecoderGraph.INPUT_IDS, Arrays.copyOfRange(ids, from, to), count);
      put(inputs, own, DecoderGraph.ATTENTION_MASK, ones(total), total);
      if (graph.hasPositionIds()) {
        put(inputs, own, DecoderGraph.POSITION_IDS, positions(cache.tokens(), count), count);
      }
      run(inputs, count);
      return logits;
    } finally {
      own.forEach(OnnxTensor::close);
      decoder.tensors().closed(own.size());
    }
  }

  /**
   * A copy of what it has read: keys and values in the graph's order, each {@code [heads, tokens,
   * head size]} in direct memory.
   */
  public List<ByteBuffer> copy() {
    return cache.copy();
  }

  private void run(Map<String, OnnxTensorLike> inputs, int count) throws OrtException {
    if (count == 1 && stepLogits != null) {
      OrtSession.Result result =
          decoder
              .session()
              .run(
                  inputs,
                  presentNames,
                  Map.of(DecoderGraph.LOGITS, stepLogits),
                  interrupt.options());
      cache.advance(result, count);
      stepBuffer.get(0, logits);
      return;
    }
    OrtSession.Result result = decoder.session().run(inputs, allNames, interrupt.options());
    cache.advance(result, count);
    try (OnnxTensor all = (OnnxTensor) result.get(DecoderGraph.LOGITS).orElseThrow()) {
      FloatBuffer values = all.getFloatBuffer();
      values.get(values.capacity() - logits.length, logits);
    }
  }

  private void put(
      Map<String, OnnxTensorLike> inputs,
      List<OnnxTensor> own,
      String name,
      long[] values,
      int count)
      throws OrtException {
    long[] shape = {1, count};
    OnnxTensor tensor =
        graph.idType() == OnnxJavaType.INT32
            ? OnnxTensor.createTensor(decoder.environment(), narrow(values, count), shape)
            : OnnxTensor.createTensor(
                decoder.environment(), LongBuffer.wrap(values, 0, count), shape);
    own.add(tensor);
    decoder.tensors().opened(1);
    inputs.put(name, tensor);
  }

  private static IntBuffer narrow(long[] values, int count) {
    return IntBuffer.wrap(Arrays.stream(values, 0, count).mapToInt(Math::toIntExact).toArray());
  }

  private long[] ones(int count) {
    if (ones.length < count) {
      ones = new long[count * 2];
      Arrays.fill(ones, 1);
    }
    return ones;
  }

  private static long[] positions(int first, int count) {
    long[] positions = new long[count];
    Arrays.setAll(positions, i -> first + i);
    return positions;
  }

  @Override
  public void close() {
    cache.close();
    if (stepLogits != null) {
      stepLogits.close();
      decoder.tensors().closed(1);
    }
  }
}
