package dev.aischeduler.jobs.llm.batch;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.jobs.llm.decoder.Decoder;
import dev.aischeduler.jobs.llm.decoder.DecoderGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Batch rows that the model decodes together, one token each per step. Rows have indices from 0;
 * the last row gets the index of a removed one. The number of slots is a multiple of {@link
 * #GRAIN}, and the {@link #SPARE} slots before the last are always padding. The vectorised sums
 * over a row's tokens then have the same groups and order whatever the other rows are, so its
 * logits are bit-identical to those of a batch of one row; {@link BatchProbe} tests where this
 * holds. Confined to one thread.
 */
final class DecoderBatch implements AutoCloseable {
  /**
   * The number of slots is a multiple of this: a multiple of every vector width, and large enough
   * that rows are seldom copied.
   */
  static final int GRAIN = 32;

  /**
   * Padding slots before the last slot, so that an appended token is alone in its vector of four.
   */
  private static final int SPARE = 3;

  private final Decoder decoder;
  private final BatchLayout layout;
  private final BatchCache cache;
  private final IdBuffer ids;
  private final IdBuffer mask;
  private final IdBuffer positions;

  /** For each row, the tokens that it has read. */
  private final int[] lengths;

  /** For each row, the token that it reads in the next step. */
  private final int[] tokens;

  /** Logits of one row, as {@link #logits} returns them. */
  private final float[] row;

  private FloatBuffer logits = FloatBuffer.allocate(0);
  private ByteBuffer logitsBytes = ByteBuffer.allocateDirect(0);
  private int rows;
  private @Nullable BatchBinding binding;

  /**
   * Creates a batch without rows.
   *
   * @param layout layout of the KV cache that the graph supports
   * @param maxRows most rows, at least 1
   */
  DecoderBatch(Decoder decoder, BatchLayout layout, int maxRows) {
    DecoderGraph graph = decoder.graph();
    this.decoder = decoder;
    this.layout = layout;
    this.cache = new BatchCache(graph, layout);
    this.ids = new IdBuffer(graph.idType());
    this.mask = new IdBuffer(graph.idType());
    this.positions = new IdBuffer(graph.idType());
    this.lengths = new int[maxRows];
    this.tokens = new int[maxRows];
    this.row = new float[graph.vocabulary()];
  }

  /** Slots that a row needs to read one more token after {@code tokens} tokens. */
  static int slotsFor(int tokens) {
    return Math.multiplyExact(Math.addExact(tokens, SPARE + GRAIN) / GRAIN, GRAIN);
  }

  /** Most tokens that a row of this many slots may have read before a step. */
  static int tokensIn(int slots) {
    return slots - SPARE - 1;
  }

  int rows() {
    return rows;
  }

  /** Tokens of a row that the model has read. */
  int length(int row) {
    return lengths[row];
  }

  /**
   * Adds a row at the end.
   *
   * @param read its KV cache, as {@link BatchCache#fill} takes it
   * @param count number of tokens in that cache
   * @param next token to read in the next step
   * @throws OutOfMemoryError when there is no memory; the batch is unchanged
   */
  void join(List<ByteBuffer> read, int count, int next) {
    lengths[rows] = count;
    shape(rows + 1, rows);
    cache.fill(rows, read, count);
    fillMask(rows);
    tokens[rows++] = next;
  }

  /** Removes a row; the last row gets its index. */
  void leave(int row) {
    int last = --rows;
    if (row != last) {
      cache.move(last, row);
      lengths[row] = lengths[last];
      tokens[row] = tokens[last];
      fillMask(row);
    }
    if (rows > 0) {
      shape(rows, rows);
    } else {
      unbind();
    }
  }

  /** A copy of a row's KV cache, as {@link #join} takes it. */
  List<ByteBuffer> copy(int row) {
    return cache.copy(row, lengths[row]);
  }

  /** The token that a row reads in the next step. */
  int next(int row) {
    return tokens[row];
  }

  /** Sets the token that a row reads in the next step. */
  void next(int row, int token) {
    tokens[row] = token;
  }

  /**
   * Makes sure that every row has a slot for the token of the next step.
   *
   * @throws OutOfMemoryError when there is no memory; the batch is unchanged
   */
  void makeRoom() {
    if (slotsFor(longest(rows)) > cache.slots()) {
      shape(rows, rows);
    }
  }

  private int longest(int count) {
    return Arrays.stream(lengths, 0, count).max().orElse(0);
  }

  private void shape(int wantedRows, int usedRows) {
    int slots = slotsFor(longest(wantedRows));
    int before = cache.slots();
    unbind();
    // Allocations come first, so that nothing has changed when one fails.
    ids.reserve(lengths.length);
    positions.reserve(lengths.length);
    mask.reserve(lengths.length * slots);
    int bytes = Math.multiplyExact(wantedRows, row.length * Float.BYTES);
    if (logitsBytes.capacity() < bytes) {
      logitsBytes = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      logits = logitsBytes.asFloatBuffer();
    }
    cache.shape(wantedRows, slots, usedRows);
    if (before != slots) {
      for (int i = 0; i < usedRows; i++) {
        fillMask(i);
      }
    }
  }

  /**
   * Sets the attention mask of a row: 1 for its tokens and the slot of the next token, 0 for
   * padding.
   */
  private void fillMask(int row) {
    int slots = cache.slots();
    int ones = layout == BatchLayout.IN_PLACE ? lengths[row] + 1 : lengths[row];
    for (int slot = 0; slot < slots; slot++) {
      boolean appended = layout == BatchLayout.APPENDED && slot == slots - 1;
      mask.set(row * slots + slot, slot < ones || appended ? 1 : 0);
    }
  }

  /**
   * Runs one decode step of the rows in {@code [from, to)}: each reads its next token, for which
   * {@link #join} or {@link #makeRoom} has made a slot. When the step fails, these rows are
   * unchanged.
   *
   * @throws OrtException when the model cannot be run
   */
  void run(int from, int to) throws OrtException {
    for (int i = from; i < to; i++) {
      ids.set(i, tokens[i]);
      positions.set(i, lengths[i]);
    }
    BatchBinding bound = bind(from, to);
    OrtSession.Result result = bound.run();
    if (!decoder.graph().floatLogits()) {
      try (OnnxTensor half = (OnnxTensor) result.get(DecoderGraph.LOGITS).orElseThrow()) {
        logits.put(from * row.length, half.getFloatBuffer(), 0, (to - from) * row.length);
      }
    }
    for (int i = from; i < to; i++) {
      cache.advance(i, lengths[i]);
      lengths[i]++;
      int seen = layout == BatchLayout.IN_PLACE ? lengths[i] : lengths[i] - 1;
      if (seen < cache.slots()) {
        mask.set(i * cache.slots() + seen, 1);
      }
    }
  }

  /**
   * Logits of a row after its last step, one for each token of the vocabulary. The caller may
   * change the array; the next call overwrites it.
   */
  float[] logits(int index) {
    logits.get(index * row.length, row);
    return row;
  }

  /**
   * Whether the graph wrote the key or value of a row's last token into the slot after the row's
   * other tokens, as with {@link BatchLayout#IN_PLACE}.
   */
  boolean wroteInPlace(int row) {
    return cache.wroteBehind(row, lengths[row] - 1);
  }

  /**
   * Binds the buffers of the rows in {@code [from, to)}; the binding is reused while they do not
   * change.
   */
  private BatchBinding bind(int from, int to) throws OrtException {
    if (binding != null && binding.covers(from, to)) {
      return binding;
    }
    unbind();
    BatchBinding made = new BatchBinding(decoder, from, to);
    binding = made;
    int count = to - from;
    int slots = cache.slots();
    DecoderGraph graph = decoder.graph();
    made.input(DecoderGraph.INPUT_IDS, ids.tensor(decoder.environment(), from, count, 1));
    made.input(
        DecoderGraph.ATTENTION_MASK,
        mask.tensor(decoder.environment(), from * slots, count, slots));
    if (graph.hasPositionIds()) {
      made.input(
          DecoderGraph.POSITION_IDS, positions.tensor(decoder.environment(), from, count, 1));
    }
    int tensor = 0;
    for (var names : graph.presentByPast().entrySet()) {
      made.input(
          names.getKey(), cacheTensor(cache.past(tensor, from, to), count, cache.pastSlots()));
      made.output(names.getValue(), cacheTensor(cache.present(tensor, from, to), count, slots));
      tensor++;
    }
    if (graph.floatLogits()) {
      int bytes = row.length * Float.BYTES;
      ByteBuffer part =
          logitsBytes.slice(from * bytes, (to - from) * bytes).order(ByteOrder.nativeOrder());
      made.output(
          DecoderGraph.LOGITS,
          OnnxTensor.createTensor(
              decoder.environment(), part.asFloatBuffer(), new long[] {count, 1, row.length}));
    } else {
      made.fetch(Set.of(DecoderGraph.LOGITS));
    }
    return made;
  }

  private OnnxTensor cacheTensor(ByteBuffer bytes, int count, int slots) throws OrtException {
    DecoderGraph graph = decoder.graph();
    long[] shape = {count, graph.keyValueHeads(), slots, graph.headSize()};
    return OnnxTensor.createTensor(decoder.environment(), bytes, shape, graph.cacheType());
  }

  private void unbind() {
    if (binding != null) {
      binding.close();
      binding = null;
    }
  }

  /**
   * Removes all rows and closes the tensors of the current step. The buffers stay for later rows.
   */
  @Override
  public void close() {
    unbind();
    rows = 0;
  }
}
