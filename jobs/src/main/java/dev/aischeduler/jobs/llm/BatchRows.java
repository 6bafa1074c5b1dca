package dev.aischeduler.jobs.llm;

import ai.onnxruntime.OrtException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.Slice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sequences of the running batch, row by row. A step that fails is tried again in halves, down
 * to single rows, so that only a sequence that fails on its own fails. Confined to one thread.
 */
final class BatchRows implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRows.class);

  private final DecoderBatch batch;
  private final int maxRows;
  private final Device device;
  private final List<Sequence> sequences = new ArrayList<>();
  private int rowsInOneRun;

  /** No rows yet. */
  BatchRows(DecoderBatch batch, int maxRows, Device device) {
    this.batch = batch;
    this.maxRows = maxRows;
    this.device = device;
    this.rowsInOneRun = maxRows;
  }

  /** The sequences, in the order of their rows. */
  List<Sequence> sequences() {
    return sequences;
  }

  /** Tokens that a row has read. */
  int length(int row) {
    return batch.length(row);
  }

  /** A copy of what a row has read. */
  List<ByteBuffer> copy(int row) {
    return batch.copy(row);
  }

  /** Token that a row reads in the next step. */
  int next(int row) {
    return batch.next(row);
  }

  /**
   * Adds a sequence.
   *
   * @param next token to read in its next step
   * @throws OutOfMemoryError when there is no room; nothing has changed then
   */
  void join(Sequence sequence, List<ByteBuffer> read, int tokens, int next) {
    batch.join(read, tokens, next);
    sequences.add(sequence);
  }

  /** Removes a row; the last one takes its place. */
  void remove(int row) {
    batch.leave(row);
    Sequence last = sequences.remove(sequences.size() - 1);
    if (row < sequences.size()) {
      sequences.set(row, last);
    }
    rowsInOneRun = maxRows;
  }

  /** Removes the rows whose jobs have left. */
  void dropLeft() {
    for (int row = sequences.size() - 1; row >= 0; row--) {
      if (sequences.get(row).hasLeft()) {
        remove(row);
      }
    }
  }

  /** Runs one step of all rows and hands out the tokens; sequences that end leave. */
  void step() throws InterruptedException {
    makeRoom();
    if (sequences.isEmpty()) {
      return;
    }
    // Drawing belongs to the step: with the device given back before, it would idle meanwhile.
    Slice slice = device.slice(TaskType.LLM, highestPriority());
    try {
      handOut(run());
    } finally {
      slice.close();
    }
  }

  private @Nullable Throwable[] run() {
    int count = sequences.size();
    @Nullable Throwable[] failures = new Throwable[count];
    int end;
    for (int from = 0; from < count; from = end) {
      end = Math.min(count, from + rowsInOneRun);
      run(from, end, failures);
    }
    return failures;
  }

  private void handOut(@Nullable Throwable[] failures) {
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

  private void makeRoom() {
    boolean roomy = false;
    while (!roomy && !sequences.isEmpty()) {
      try {
        batch.makeRoom();
        roomy = true;
      } catch (OutOfMemoryError e) {
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
    try {
      batch.run(from, to);
      return;
    } catch (OrtException | OutOfMemoryError e) {
      if (to - from == 1) {
        failures[from] = e;
        return;
      }
      LOG.warn("a step of {} rows failed and is tried in halves: {}", to - from, e.getMessage());
    }
    rowsInOneRun = (to - from + 1) / 2;
    int middle = from + rowsInOneRun;
    run(from, middle, failures);
    run(middle, to, failures);
  }

  private int highestPriority() {
    int highest = 0;
    for (Sequence sequence : sequences) {
      highest = Math.max(highest, sequence.priority());
    }
    return highest;
  }

  /** Removes all rows and frees their tensors; others may join again. */
  @Override
  public void close() {
    batch.close();
    sequences.clear();
    rowsInOneRun = maxRows;
  }
}
