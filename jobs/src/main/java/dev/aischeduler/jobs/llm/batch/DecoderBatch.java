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
 * Sequences that the model continues together, one token each in every step. Rows have places 0,
 * 1...; the last row moves to the place of one that leaves. Slots come in multiples of {@link
 * #GRAIN}, of which the last few but one stay empty: then a row's numbers are summed in the same
 * groups and order whatever the other rows are, and its logits are the same bits as alone (see
 * {@link BatchProbe}). Confined to one thread.
 */
final class DecoderBatch implements AutoCloseable {
  /** Slots are a multiple of this: of every vector width, and coarse enough to move rows rarely. */
  static final int GRAIN = 32;

  /** Slots next to the last that stay empty, so that the new token shares its group with none. */
  private static final int SPARE = 3;

  private final Decoder decoder;
  private final BatchLayout layout;
  private final BatchCache cache;
  private final IdBuffer ids;
  private final IdBuffer mask;
  private final IdBuffer positions;
  private final int[] lengths;
  private final int[] tokens;
  private final float[] row;
  private FloatBuffer logits = FloatBuffer.allocate(0);
  private ByteBuffer logitsBytes = ByteBuffer.allocateDirect(0);
  private int rows;
  private @Nullable BatchBinding binding;

  /** An empty batch. */
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

  /** Slots that a row needs to take one more token. */
  static int slotsFor(int tokens) {
    return Math.multiplyExact(Math.addExact(tokens, SPARE + GRAIN) / GRAIN, GRAIN);
  }

  /** Most tokens that a row may have read where rows have this many slots. */
  static int tokensIn(int slots) {
    return slots - SPARE - 1;
  }

  /** Number of rows. */
  int rows() {
    return rows;
  }

  /** Tokens that a row has read. */
  int length(int row) {
    return lengths[row];
  }

  /**
   * Adds a row at the end.
   *
   * @param read keys and values of the tokens that it has read, as {@link BatchCache#fill} takes
   *     them
   * @param count number of these tokens
   * @param next token to read in the next step
   * @throws OutOfMemoryError when there is no room; the batch is as before
   */
  void join(List<ByteBuffer> read, int count, int next) {
    lengths[rows] = count;
    shape(rows + 1, rows);
    cache.fill(rows, read, count);
    fillMask(rows);
    tokens[rows++] = next;
  }

  /** Removes a row; the last one takes its place. */
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

  /** A copy of what a row has read, as {@link #join} takes it. */
  List<ByteBuffer> copy(int row) {
    return cache.copy(row, lengths[row]);
  }

  /** Token that a row reads in the next step. */
  int next(int row) {
    return tokens[row];
  }

  /** Sets the token that a row reads in the next step. */
  void next(int row, int token) {
    tokens[row] = token;
  }

  /**
   * Makes room for the next step of all rows.
   *
   * @throws OutOfMemoryError when there is none; the batch is as before
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
    // What may fail for want of memory comes before the first change.
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

  private void fillMask(int row) {
    int slots = cache.slots();
    int ones = layout == BatchLayout.IN_PLACE ? lengths[row] + 1 : lengths[row];
    for (int slot = 0; slot < slots; slot++) {
      boolean appended = layout == BatchLayout.APPENDED && slot == slots - 1;
      mask.set(row * slots + slot, slot < ones || appended ? 1 : 0);
    }
  }

  /**
   * Runs one step of the rows in {@code [from, to)}: each reads its next token. When it fails,
   * these rows are as before.
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

  /** Logits of a row's last step, to be changed at will; the next call overwrites them. */
  float[] logits(int index) {
    logits.get(index * row.length, row);
    return row;
  }

  /**
   * Whether the graph wrote the token of a row's last step behind the row's others, not behind all.
   */
  boolean wroteInPlace(int row) {
    return cache.wroteBehind(row, lengths[row] - 1);
  }

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

  /** Frees the tensors of the current step; the memory goes with this object. */
  @Override
  public void close() {
    unbind();
    rows = 0;
  }
}
