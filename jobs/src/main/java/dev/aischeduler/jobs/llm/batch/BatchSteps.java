package dev.aischeduler.jobs.llm.batch;

import ai.onnxruntime.OrtException;
import dev.aischeduler.engine.device.Slice;
import dev.aischeduler.jobs.llm.decoder.Decoder;
import dev.aischeduler.jobs.step.Steps;
import dev.aischeduler.jobs.step.WaitingWork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Continuous batching: the steps of a language model. Between two steps sequences join, those of
 * higher priority first, and leave; the first that waits is never overtaken by one that needs less
 * room, so that none starves. Each step reads one chunk of one prompt, so that a long prompt holds
 * up the others for one chunk at most, and takes one step of the batch. Confined to the model's
 * thread.
 */
public final class BatchSteps implements Steps<Sequence> {
  /** Logits of one prefill run are kept below this many bytes: a 150k vocabulary is 0.6 MB each. */
  private static final int MAX_LOGITS_BYTES = 64 << 20;

  /** A chunk holds up the running batch: 128 tokens read nearly as fast as 512, in a quarter. */
  private static final int MAX_CHUNK = 128;

  private final Decoder decoder;
  private final BatchSupport support;
  private final Batching batching;
  private final int chunk;
  private final List<UnbatchedSequence> lone = new ArrayList<>();
  private final BatchRows rows;

  private BatchSteps(Decoder decoder, BatchSupport support, Batching batching) {
    this.decoder = decoder;
    this.support = support;
    this.batching = batching;
    this.chunk = chunk(decoder.graph().vocabulary());
    this.rows =
        new BatchRows(
            new DecoderBatch(
                decoder, support.layout().orElse(BatchLayout.APPENDED), batching.maxRows()),
            batching);
  }

  /**
   * Finds out by running the model how it can be batched ({@link BatchProbe}); nothing is under way
   * then.
   *
   * @param model name for the log
   * @param prompt a usual prompt of at least two tokens
   * @param context longest prompt and answer, in tokens
   * @throws OrtException when the model cannot be run
   */
  public static BatchSteps probe(
      String model, Decoder decoder, long[] prompt, int context, Batching batching)
      throws OrtException {
    BatchSupport support = BatchProbe.examine(model, decoder, prompt, batching.maxRows(), context);
    return new BatchSteps(decoder, support, batching);
  }

  /** Most tokens to read in one run, so that logits stay small and a stop takes effect soon. */
  private static int chunk(int vocabulary) {
    return Math.max(16, Math.min(MAX_CHUNK, MAX_LOGITS_BYTES / Float.BYTES / vocabulary));
  }

  @Override
  public boolean active() {
    return sequences() > 0;
  }

  private int sequences() {
    return lone.size() + rows.sequences().size();
  }

  @Override
  public void step(WaitingWork<Sequence> waiting) throws InterruptedException {
    rows.dropCancelled();
    dropLeftAlone();
    for (Sequence next = admit(waiting); next != null; next = admit(waiting)) {
      begin(next);
    }
    UnbatchedSequence reader = mostUrgentReader();
    if (reader != null) {
      step(reader);
    }
    removeOverlong();
    if (!rows.sequences().isEmpty()) {
      rows.step();
    }
    for (UnbatchedSequence each : List.copyOf(lone)) {
      if (each != reader && each.promptRead()) {
        step(each);
      }
    }
  }

  private @Nullable Sequence admit(WaitingWork<Sequence> waiting) {
    Sequence first = sequences() < batching.maxRows() ? waiting.first() : null;
    if (first == null || !fits(first)) {
      return null;
    }
    waiting.take(first::equals, 1);
    return first;
  }

  private boolean fits(Sequence sequence) {
    long longest = sequence.reach();
    for (UnbatchedSequence each : lone) {
      longest = Math.max(longest, each.sequence().reach());
    }
    for (Sequence each : rows.sequences()) {
      longest = Math.max(longest, each.reach());
    }
    return !active() || (sequences() + 1) * longest <= batching.maxTokens();
  }

  private void begin(Sequence sequence) {
    try {
      lone.add(UnbatchedSequence.begin(sequence, decoder));
    } catch (OrtException | RuntimeException | OutOfMemoryError e) {
      sequence.fail(e);
    }
  }

  private @Nullable UnbatchedSequence mostUrgentReader() {
    UnbatchedSequence best = null;
    for (UnbatchedSequence each : lone) {
      boolean better = best == null || each.sequence().priority() > best.sequence().priority();
      best = !each.promptRead() && better ? each : best;
    }
    return best;
  }

  /** Runs a step of a sequence alone; one that can go on in the batch joins it. */
  private void step(UnbatchedSequence each) throws InterruptedException {
    Sequence sequence = each.sequence();
    try {
      float[] logits = run(each);
      if (!each.promptRead()) {
        return;
      }
      int token = sequence.draw(logits);
      if (token == Sequence.END) {
        end(each);
      } else if (support.takes(each.tokens())) {
        rows.join(sequence, each.copy(), each.tokens(), token);
        end(each);
      } else {
        each.next(token);
      }
    } catch (OrtException | RuntimeException | OutOfMemoryError e) {
      sequence.fail(e);
      end(each);
    }
  }

  private float[] run(UnbatchedSequence each) throws InterruptedException, OrtException {
    Slice slice = batching.device().slice(batching.lane(), each.sequence().priority());
    try {
      return each.step(chunk);
    } finally {
      slice.close();
    }
  }

  /** Rows that became too long for a step with others to be exact are decoded alone. */
  private void removeOverlong() {
    for (int row = rows.sequences().size() - 1; row >= 0; row--) {
      if (!support.takes(rows.length(row))) {
        Sequence sequence = rows.sequences().get(row);
        try {
          lone.add(
              UnbatchedSequence.outOfBatch(
                  sequence, decoder, rows.copy(row), rows.length(row), rows.next(row)));
        } catch (OrtException | OutOfMemoryError e) {
          sequence.fail(e);
        }
        rows.remove(row);
      }
    }
  }

  private void dropLeftAlone() {
    for (UnbatchedSequence each : List.copyOf(lone)) {
      if (each.sequence().isCancelled()) {
        end(each);
      }
    }
  }

  private void end(UnbatchedSequence each) {
    lone.remove(each);
    each.close();
  }

  @Override
  public void endAll(Throwable why) {
    for (UnbatchedSequence each : List.copyOf(lone)) {
      each.sequence().fail(why);
      end(each);
    }
    rows.sequences().forEach(sequence -> sequence.fail(why));
    rows.close();
  }
}
