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
 * Continuous batching of one language model (iteration-level scheduling, Yu et al., "Orca", OSDI
 * 2022): sequences join and leave the batch between two steps. Waiting sequences start by priority,
 * then in order of arrival; when the first does not fit, no later one starts before it, so that
 * none starves. Each step does prefill of one chunk of one prompt (chunked prefill, Agrawal et al.,
 * "Sarathi", 2023) and one decode step of the batch, so that a long prompt delays the other
 * sequences by one chunk at most. Sequences that cannot be batched with exact results are decoded
 * one at a time. Confined to the model's {@link dev.aischeduler.jobs.step.StepThread}.
 */
public final class BatchSteps implements Steps<Sequence> {
  /** Most bytes of the logits of one prefill chunk; one token of a 150k vocabulary has 0.6 MB. */
  private static final int MAX_LOGITS_BYTES = 64 << 20;

  /**
   * Most tokens of a prefill chunk. The batch waits for it: 128 tokens have nearly the throughput
   * of 512, in a quarter of the time.
   */
  private static final int MAX_CHUNK = 128;

  private final Decoder decoder;
  private final BatchSupport support;
  private final Batching batching;
  private final int chunk;
  private final List<UnbatchedSequence> unbatched = new ArrayList<>();
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
   * Tests how the model can be batched on this machine and creates its steps, without any sequence.
   * Takes some model runs, without a slice of the device.
   *
   * @param model name for the log
   * @param prompt ids of a typical prompt, at least two
   * @param context most tokens of a sequence, prompt and answer together
   * @throws OrtException when the model cannot be run
   */
  public static BatchSteps probe(
      String model, Decoder decoder, long[] prompt, int context, Batching batching)
      throws OrtException {
    BatchSupport support = BatchProbe.examine(model, decoder, prompt, batching.maxRows(), context);
    return new BatchSteps(decoder, support, batching);
  }

  /**
   * Most tokens of a prefill chunk, at least 16. It limits the memory of the logits and the time
   * until a cancellation takes effect.
   */
  private static int chunk(int vocabulary) {
    return Math.max(16, Math.min(MAX_CHUNK, MAX_LOGITS_BYTES / Float.BYTES / vocabulary));
  }

  @Override
  public boolean active() {
    return sequences() > 0;
  }

  private int sequences() {
    return unbatched.size() + rows.sequences().size();
  }

  @Override
  public void step(WaitingWork<Sequence> waiting) throws InterruptedException {
    rows.dropCancelled();
    dropCancelledUnbatched();
    for (Sequence next = admit(waiting); next != null; next = admit(waiting)) {
      begin(next);
    }
    UnbatchedSequence prefill = nextPrefill();
    if (prefill != null) {
      step(prefill);
    }
    removeOverlong();
    if (!rows.sequences().isEmpty()) {
      rows.step();
    }
    for (UnbatchedSequence each : List.copyOf(unbatched)) {
      if (each != prefill && each.promptRead()) {
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

  /**
   * Whether the padded batch with this sequence is within the token limit. A sequence on its own
   * always fits.
   */
  private boolean fits(Sequence sequence) {
    long longest = sequence.reach();
    for (UnbatchedSequence each : unbatched) {
      longest = Math.max(longest, each.sequence().reach());
    }
    for (Sequence each : rows.sequences()) {
      longest = Math.max(longest, each.reach());
    }
    return !active() || (sequences() + 1) * longest <= batching.maxTokens();
  }

  private void begin(Sequence sequence) {
    try {
      unbatched.add(UnbatchedSequence.begin(sequence, decoder));
    } catch (OrtException | RuntimeException | OutOfMemoryError e) {
      sequence.fail(e);
    }
  }

  /** The sequence of the highest priority whose prompt is not read yet; null when there is none. */
  private @Nullable UnbatchedSequence nextPrefill() {
    UnbatchedSequence best = null;
    for (UnbatchedSequence each : unbatched) {
      boolean better = best == null || each.sequence().priority() > best.sequence().priority();
      best = !each.promptRead() && better ? each : best;
    }
    return best;
  }

  /**
   * Runs one prefill chunk or decode step of a sequence on its own; after the prompt it joins the
   * batch if it can be batched.
   */
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

  /**
   * Takes rows out of the batch that are too long for bit-identical logits in a batch; they
   * continue on their own.
   */
  private void removeOverlong() {
    for (int row = rows.sequences().size() - 1; row >= 0; row--) {
      if (!support.takes(rows.length(row))) {
        Sequence sequence = rows.sequences().get(row);
        try {
          unbatched.add(
              UnbatchedSequence.outOfBatch(
                  sequence, decoder, rows.copy(row), rows.length(row), rows.next(row)));
        } catch (OrtException | OutOfMemoryError e) {
          sequence.fail(e);
        }
        rows.remove(row);
      }
    }
  }

  private void dropCancelledUnbatched() {
    for (UnbatchedSequence each : List.copyOf(unbatched)) {
      if (each.sequence().isCancelled()) {
        end(each);
      }
    }
  }

  private void end(UnbatchedSequence each) {
    unbatched.remove(each);
    each.close();
  }

  @Override
  public void endAll(Throwable why) {
    for (UnbatchedSequence each : List.copyOf(unbatched)) {
      each.sequence().fail(why);
      end(each);
    }
    rows.sequences().forEach(sequence -> sequence.fail(why));
    rows.close();
  }
}
