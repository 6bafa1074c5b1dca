package dev.aischeduler.jobs.llm.batch;

import ai.onnxruntime.OrtException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.Slice;
import dev.aischeduler.jobs.model.MemoryReclaimer;
import dev.aischeduler.jobs.model.OutOfMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sequences of the running batch and their rows. A step that fails is repeated in halves, down
 * to single rows, so that only a sequence that fails on its own fails. When memory was short, idle
 * models are unloaded first, and the next steps run with the number of rows that worked ({@link
 * RunSize}). Confined to one thread.
 */
final class BatchRows implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRows.class);

  private final DecoderBatch batch;
  private final TaskType lane;
  private final Device device;
  private final MemoryReclaimer reclaimer;
  private final List<Sequence> sequences = new ArrayList<>();
  private final RunSize size;
  private final Run run;

  /** Runs one decode step of the rows in {@code [from, to)}. */
  @FunctionalInterface
  interface Run {
    /** See {@link DecoderBatch#run}. */
    void rows(int from, int to) throws OrtException;
  }

  /** Creates a batch without rows; closing it closes {@code batch}. */
  BatchRows(DecoderBatch batch, Batching batching) {
    this(batch, batching, batch::run);
  }

  /** With another implementation of a step, for tests. */
  BatchRows(DecoderBatch batch, Batching batching, Run run) {
    this.batch = batch;
    this.run = run;
    this.lane = batching.lane();
    this.device = batching.device();
    this.reclaimer = batching.reclaimer();
    this.size = new RunSize(batching.maxRows());
  }

  /** The sequences by row index. A live view that only this object changes. */
  List<Sequence> sequences() {
    return sequences;
  }

  /** Tokens of a row that the model has read. */
  int length(int row) {
    return batch.length(row);
  }

  /** A copy of a row's KV cache, as {@link DecoderBatch#copy} returns it. */
  List<ByteBuffer> copy(int row) {
    return batch.copy(row);
  }

  /** The token that a row reads in the next step. */
  int next(int row) {
    return batch.next(row);
  }

  /**
   * Adds a sequence as the last row.
   *
   * @param read its KV cache, as {@link DecoderBatch#join} takes it
   * @param tokens number of tokens in that cache
   * @param next token to read in its next step
   * @throws OutOfMemoryError when there is no memory; nothing has changed then
   */
  void join(Sequence sequence, List<ByteBuffer> read, int tokens, int next) {
    batch.join(read, tokens, next);
    sequences.add(sequence);
  }

  /** Removes a row; the last row gets its index. */
  void remove(int row) {
    batch.leave(row);
    Sequence last = sequences.remove(sequences.size() - 1);
    if (row < sequences.size()) {
      sequences.set(row, last);
    }
    size.rowLeft();
  }

  /** Removes the rows of cancelled sequences. */
  void dropCancelled() {
    for (int row = sequences.size() - 1; row >= 0; row--) {
      if (sequences.get(row).isCancelled()) {
        remove(row);
      }
    }
  }

  /**
   * Runs one decode step of all rows in one slice of the device and samples a token for each. Rows
   * whose sequence ended or failed are removed.
   *
   * @throws InterruptedException when interrupted while waiting for the device
   */
  void step() throws InterruptedException {
    makeRoom();
    if (sequences.isEmpty()) {
      return;
    }
    // The slice includes sampling: the next step needs its tokens, so the device is idle meanwhile.
    Slice slice = device.slice(lane, highestPriority());
    try {
      sampleTokens(run());
    } finally {
      slice.close();
    }
  }

  /** Runs the rows in groups of the current run size; returns the failure of each row, or null. */
  private @Nullable Throwable[] run() {
    int count = sequences.size();
    @Nullable Throwable[] failures = new Throwable[count];
    int end;
    for (int from = 0; from < count; from = end) {
      end = Math.min(count, from + size.rows());
      run(from, end, failures);
    }
    size.stepped();
    return failures;
  }

  private void sampleTokens(@Nullable Throwable[] failures) {
    for (int row = failures.length - 1; row >= 0; row--) {
      Sequence sequence = sequences.get(row);
      Throwable failure = failures[row];
      if (failure != null) {
        sequence.fail(failure);
        remove(row);
        continue;
      }
      int token = sequence.draw(batch.logits(row));
      if (token == Sequence.END) {
        remove(row);
      } else {
        batch.next(row, token);
      }
    }
  }

  /**
   * Reserves memory for the next token of every row. When there is none, unloads idle models, then
   * fails the longest sequence, which needs the most.
   */
  private void makeRoom() {
    boolean reserved = false;
    while (!reserved && !sequences.isEmpty()) {
      try {
        batch.makeRoom();
        reserved = true;
      } catch (OutOfMemoryError e) {
        if (reclaimer.reclaim()) {
          continue;
        }
        int longest = 0;
        for (int row = 1; row < sequences.size(); row++) {
          longest = batch.length(row) > batch.length(longest) ? row : longest;
        }
        LOG.warn("no memory for a batch of {} rows; its longest one fails", sequences.size());
        sequences.get(longest).fail(e);
        remove(longest);
      }
    }
  }

  private void run(int from, int to, @Nullable Throwable[] failures) {
    Throwable failure = run(from, to);
    if (failure != null && OutOfMemory.is(failure) && reclaimer.reclaim()) {
      LOG.warn("a step of {} rows found no memory; idle models were freed", to - from);
      failure = run(from, to);
    }
    if (failure == null) {
      return;
    }
    if (to - from == 1) {
      failures[from] = failure;
      return;
    }
    LOG.warn("a step of {} rows failed and is tried in halves: {}", to - from, failure.toString());
    int half = (to - from + 1) / 2;
    size.failed(half, OutOfMemory.is(failure));
    run(from, from + half, failures);
    run(from + half, to, failures);
  }

  private @Nullable Throwable run(int from, int to) {
    try {
      run.rows(from, to);
      return null;
    } catch (OrtException | OutOfMemoryError e) {
      return e;
    }
  }

  private int highestPriority() {
    int highest = 0;
    for (Sequence sequence : sequences) {
      highest = Math.max(highest, sequence.priority());
    }
    return highest;
  }

  /**
   * Removes all rows without ending their sequences and closes their tensors. Rows may be added
   * again.
   */
  @Override
  public void close() {
    batch.close();
    sequences.clear();
    size.rowLeft();
  }
}
