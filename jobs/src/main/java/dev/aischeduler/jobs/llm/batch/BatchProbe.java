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
 * Finds out, by running it, how a graph can be batched on this machine. Exports differ in where
 * they put a step's key and value, and the kernels that ONNX Runtime picks for a number of rows,
 * slots and threads may sum in another order than those for one row, which can change a token now
 * and then. Confined to one thread.
 */
final class BatchProbe {
  private static final Logger LOG = LoggerFactory.getLogger(BatchProbe.class);

  /** Logits of a wrong layout are far off; this share of their range is far above rounding. */
  private static final float TOLERANCE = 0.02f;

  private static final int FIRST_SPAN = 256;
  private static final int LAST_SPAN = 4096;

  /** Bounds the memory of a probe, whatever a batch may hold later. */
  private static final int MAX_TOKENS = 8192;

  /** So many rows are tried even where fewer are allowed: a model then rounds alike in both. */
  private static final int USUAL_ROWS = 8;

  private final Decoder decoder;
  private final long[] prompt;
  private final int read;
  private final List<ByteBuffer> cache;
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
   * Examines a graph.
   *
   * @param prompt a usual prompt of at least two tokens
   * @param maxRows most rows of a batch
   * @param context longest row, in tokens
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

  private int exactSlots(BatchLayout layout, int maxRows, int context) throws OrtException {
    int last = Math.min(context, LAST_SPAN) / DecoderBatch.GRAIN * DecoderBatch.GRAIN;
    int span = Math.min(FIRST_SPAN, last);
    if (span < DecoderBatch.slotsFor(read)) {
      return Integer.MAX_VALUE;
    }
    int exact = 0;
    try (DecoderBatch batch = new DecoderBatch(decoder, layout, maxRows)) {
      while (span > exact && exact(batch, Math.min(maxRows, MAX_TOKENS / span), span)) {
        exact = span;
        span = (int) Math.min(span * 4L, last);
      }
    } catch (OutOfMemoryError e) {
      LOG.info("no memory to examine a batch of {} rows of {} tokens", maxRows, span);
    }
    return exact == last ? Integer.MAX_VALUE : exact;
  }

  /** Whether a long and a short row have the same logits together, in any company, as alone. */
  private boolean exact(DecoderBatch batch, int maxRows, int span) throws OrtException {
    int many = DecoderBatch.tokensIn(span);
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

  /** Logits of a step of one row and {@code rows - 1} short ones. */
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

  /** The tokens over and over again until there are {@code many}. */
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
