package dev.aischeduler.jobs.llm.batch;

import ai.onnxruntime.OrtException;
import dev.aischeduler.jobs.llm.decoder.Decoder;
import dev.aischeduler.jobs.llm.decoder.DecoderSession;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines by test runs how a decoder graph can be batched on this machine. The layout of the KV
 * cache differs between exports. The kernels that ONNX Runtime selects for a number of rows, slots
 * and threads may add floating-point numbers in another order than those for one row; the logits
 * then differ in their last bits, which can change a sampled token. Confined to one thread.
 */
final class BatchProbe {
  private static final Logger LOG = LoggerFactory.getLogger(BatchProbe.class);

  /**
   * Largest difference of logits that counts as rounding, relative to their range. A wrong layout
   * differs by far more.
   */
  private static final float TOLERANCE = 0.02f;

  /** Slots of the first exactness test; each further test has four times as many. */
  private static final int FIRST_SLOTS = 256;

  /** Most slots of an exactness test; a model that is exact there counts as exact at any length. */
  private static final int LAST_SLOTS = 4096;

  /** Most rows times slots of one test, which limits its memory. */
  private static final int MAX_TOKENS = 8192;

  /** Rows that are tested at least, so that the result does not depend on a smaller row limit. */
  private static final int USUAL_ROWS = 8;

  private final Decoder decoder;
  private final long[] prompt;

  /** Tokens of the prompt that are in {@link #cache}: all but the last. */
  private final int read;

  private final List<ByteBuffer> cache;

  /** Logits after the whole prompt, computed without a batch. */
  private final float[] expected;

  private BatchProbe(Decoder decoder, long[] prompt) throws OrtException {
    this.decoder = decoder;
    this.prompt = prompt;
    this.read = prompt.length - 1;
    try (RunInterrupt never = new RunInterrupt();
        DecoderSession alone = new DecoderSession(decoder, never)) {
      alone.read(prompt, 0, read);
      this.cache = alone.copy();
      this.expected = alone.read(prompt, read, prompt.length).clone();
    }
  }

  /**
   * Tests a decoder graph with a short prompt and logs the result.
   *
   * @param model name for the log
   * @param prompt ids of a typical prompt, at least two
   * @param maxRows most rows of a batch, at least 1
   * @param context most tokens of a sequence
   * @throws OrtException when the model cannot be run on one sequence
   */
  static BatchSupport examine(
      String model, Decoder decoder, long[] prompt, int maxRows, int context) throws OrtException {
    BatchProbe probe = new BatchProbe(decoder, prompt);
    Optional<BatchLayout> layout = probe.layout();
    if (layout.isEmpty()) {
      LOG.info("model {} cannot be batched; its sequences run one by one", model);
      return BatchSupport.NONE;
    }
    int exact = probe.exactSlots(layout.get(), Math.max(maxRows, USUAL_ROWS), context);
    if (exact == 0) {
      LOG.warn(
          "model {} rounds differently in a batch: the same seed may give another text there",
          model);
      return new BatchSupport(layout, Integer.MAX_VALUE);
    }
    LOG.info(
        "model {} runs up to {} sequences in a batch, with {} cache, exact {}",
        model,
        maxRows,
        layout.get(),
        exact == Integer.MAX_VALUE ? "at any length" : "up to " + exact + " tokens");
    return new BatchSupport(layout, exact);
  }

  /** The layout whose logits match those of the single sequence; empty when none does. */
  private Optional<BatchLayout> layout() {
    try (DecoderBatch batch = new DecoderBatch(decoder, BatchLayout.APPENDED, 1)) {
      batch.join(cache, read, (int) prompt[read]);
      batch.makeRoom();
      batch.run(0, 1);
      if (!near(batch.logits(0))) {
        return Optional.empty();
      }
      if (!batch.wroteInPlace(0)) {
        return Optional.of(BatchLayout.APPENDED);
      }
    } catch (OrtException e) {
      LOG.info("a padded step fails: {}", e.getMessage());
      return Optional.empty();
    }
    try (DecoderBatch batch = new DecoderBatch(decoder, BatchLayout.IN_PLACE, 1)) {
      batch.join(cache, read, (int) prompt[read]);
      batch.run(0, 1);
      return near(batch.logits(0)) ? Optional.of(BatchLayout.IN_PLACE) : Optional.empty();
    } catch (OrtException e) {
      LOG.info("a step in place fails: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private boolean near(float[] logits) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    float worst = 0;
    for (int id = 0; id < logits.length; id++) {
      least = Math.min(least, expected[id]);
      most = Math.max(most, expected[id]);
      worst = Math.max(worst, Math.abs(logits[id] - expected[id]));
    }
    return worst <= TOLERANCE * (most - least);
  }

  /**
   * Most slots at which all tested batches give the logits of a single row bit for bit; 0 when
   * there are none, {@code Integer.MAX_VALUE} when no test failed.
   */
  private int exactSlots(BatchLayout layout, int maxRows, int context) throws OrtException {
    int last = Math.min(context, LAST_SLOTS) / DecoderBatch.GRAIN * DecoderBatch.GRAIN;
    int slots = Math.min(FIRST_SLOTS, last);
    if (slots < DecoderBatch.slotsFor(read)) {
      return Integer.MAX_VALUE;
    }
    int exact = 0;
    try (DecoderBatch batch = new DecoderBatch(decoder, layout, maxRows)) {
      while (slots > exact && exact(batch, Math.min(maxRows, MAX_TOKENS / slots), slots)) {
        exact = slots;
        slots = (int) Math.min(slots * 4L, last);
      }
    } catch (OutOfMemoryError e) {
      LOG.info("no memory to examine a batch of {} rows of {} tokens", maxRows, slots);
    }
    return exact == last ? Integer.MAX_VALUE : exact;
  }

  /**
   * Whether a row of {@code slots} slots and short padded rows have the same logits, bit for bit,
   * in batches of 2, 4, 8... rows as in a batch of one.
   */
  private boolean exact(DecoderBatch batch, int maxRows, int slots) throws OrtException {
    int many = DecoderBatch.tokensIn(slots);
    List<ByteBuffer> longer = cache.stream().map(tokens -> repeat(tokens, many)).toList();
    float[] shortAlone = step(batch, cache, read, 1)[0];
    float[] longAlone = step(batch, longer, many, 1)[0];
    boolean same = true;
    int rows = 1;
    while (same && rows < maxRows) {
      rows = Math.min(rows * 2, maxRows);
      float[][] together = step(batch, longer, many, rows);
      same = Arrays.equals(together[0], longAlone);
      for (int row = 1; row < rows; row++) {
        same &= Arrays.equals(together[row], shortAlone);
      }
    }
    return same;
  }

  /**
   * Logits of one decode step of a batch whose first row is given and whose other {@code rows - 1}
   * rows hold the prompt.
   */
  private float[][] step(DecoderBatch batch, List<ByteBuffer> first, int tokens, int rows)
      throws OrtException {
    batch.join(first, tokens, (int) prompt[read]);
    while (batch.rows() < rows) {
      batch.join(cache, read, (int) prompt[read]);
    }
    batch.run(0, rows);
    float[][] logits = new float[rows][];
    Arrays.setAll(logits, row -> batch.logits(row).clone());
    while (batch.rows() > 0) {
      batch.leave(batch.rows() - 1);
    }
    return logits;
  }

  /** Repeats the tokens of one cache tensor until there are {@code many}. */
  private ByteBuffer repeat(ByteBuffer tokens, int many) {
    int heads = Math.toIntExact(decoder.graph().keyValueHeads());
    int unit = tokens.capacity() / heads / read;
    ByteBuffer all = ByteBuffer.allocateDirect(heads * many * unit).order(ByteOrder.nativeOrder());
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < many; i++) {
        all.put((head * many + i) * unit, tokens, (head * read + i % read) * unit, unit);
      }
    }
    return all;
  }
}
