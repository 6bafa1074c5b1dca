package dev.aischeduler.jobs.llm;

import ai.onnxruntime.OrtException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continuous batching: one thread that runs all steps of a model. Between two steps sequences join,
 * the most urgent first, and leave. Each round reads one chunk of one prompt, so that a long prompt
 * holds up the others for one chunk at most, and takes one step of the batch. Thread-safe.
 */
final class BatchLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchLoop.class);

  private final String model;
  private final Decoder decoder;
  private final BatchSupport support;
  private final Batching batching;
  private final int chunk;
  private final WaitingSequences waiting = new WaitingSequences();
  private final List<LoneSequence> lone = new ArrayList<>();
  private final BatchRows rows;
  private final Thread thread;

  /**
   * Starts the thread.
   *
   * @param model name for the thread and the log
   * @param chunk most tokens of a prompt in one step
   */
  BatchLoop(String model, Decoder decoder, BatchSupport support, Batching batching, int chunk) {
    this.model = model;
    this.decoder = decoder;
    this.support = support;
    this.batching = batching;
    this.chunk = chunk;
    this.rows =
        new BatchRows(
            new DecoderBatch(
                decoder, support.layout().orElse(BatchLayout.APPENDED), batching.maxRows()),
            batching);
    this.thread = new Thread(this::run, "llm-batch-" + model);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Hands over a sequence, whose tokens its job then takes.
   *
   * @throws IllegalStateException when the model is being closed
   */
  void submit(Sequence sequence) {
    if (!waiting.add(sequence)) {
      throw closing();
    }
  }

  private IllegalStateException closing() {
    return new IllegalStateException("model " + model + " is being closed; try again");
  }

  private void run() {
    try {
      while (working()) {
        try {
          round();
        } catch (RuntimeException | Error e) {
          LOG.error("a step of model {} failed; its sequences end: {}", model, e.toString(), e);
          endAll(e);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("model {} is being closed", model);
    } finally {
      waiting.close();
      endAll(closing());
      rows.close();
    }
  }

  private boolean working() throws InterruptedException {
    return active() == 0 ? waiting.await() : !waiting.closed();
  }

  private int active() {
    return lone.size() + rows.sequences().size();
  }

  private void round() throws InterruptedException {
    rows.dropLeft();
    dropLeftAlone();
    for (Sequence next = admit(); next != null; next = admit()) {
      begin(next);
    }
    LoneSequence reader = mostUrgentReader();
    if (reader != null) {
      step(reader);
    }
    leaveOverlong();
    if (!rows.sequences().isEmpty()) {
      rows.step();
    }
    for (LoneSequence each : List.copyOf(lone)) {
      if (each != reader && each.promptRead()) {
        step(each);
      }
    }
  }

  private @Nullable Sequence admit() {
    return active() < batching.maxRows() ? waiting.poll(this::fits) : null;
  }

  private boolean fits(Sequence sequence) {
    long longest = sequence.reach();
    for (LoneSequence each : lone) {
      longest = Math.max(longest, each.sequence().reach());
    }
    for (Sequence each : rows.sequences()) {
      longest = Math.max(longest, each.reach());
    }
    return active() == 0 || (active() + 1) * longest <= batching.maxTokens();
  }

  private void begin(Sequence sequence) {
    try {
      lone.add(LoneSequence.begin(sequence, decoder));
    } catch (OrtException | OutOfMemoryError e) {
      sequence.fail(e);
    }
  }

  private @Nullable LoneSequence mostUrgentReader() {
    LoneSequence best = null;
    for (LoneSequence each : lone) {
      boolean better = best == null || each.sequence().priority() > best.sequence().priority();
      best = !each.promptRead() && better ? each : best;
    }
    return best;
  }

  /** Runs a step of a sequence alone; one that can go on in the batch joins it. */
  private void step(LoneSequence each) throws InterruptedException {
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

  private float[] run(LoneSequence each) throws InterruptedException, OrtException {
    Slice slice = batching.device().slice(TaskType.LLM, each.sequence().priority());
    try {
      return each.step(chunk);
    } finally {
      slice.close();
    }
  }

  /** Rows that became too long for a step with others to be exact go on alone. */
  private void leaveOverlong() {
    for (int row = rows.sequences().size() - 1; row >= 0; row--) {
      if (!support.takes(rows.length(row))) {
        Sequence sequence = rows.sequences().get(row);
        try {
          lone.add(
              LoneSequence.outOfBatch(
                  sequence, decoder, rows.copy(row), rows.length(row), rows.next(row)));
        } catch (OrtException | OutOfMemoryError e) {
          sequence.fail(e);
        }
        rows.remove(row);
      }
    }
  }

  private void dropLeftAlone() {
    for (LoneSequence each : List.copyOf(lone)) {
      if (each.sequence().hasLeft()) {
        end(each);
      }
    }
  }

  private void end(LoneSequence each) {
    lone.remove(each);
    each.close();
  }

  private void endAll(Throwable why) {
    for (LoneSequence each : List.copyOf(lone)) {
      each.sequence().fail(why);
      end(each);
    }
    rows.sequences().forEach(sequence -> sequence.fail(why));
    rows.close();
    if (waiting.closed()) {
      for (Sequence next = waiting.poll(s -> true); next != null; next = waiting.poll(s -> true)) {
        next.fail(why);
      }
    }
  }

  /** Ends the thread after the step under way; sequences that have not ended fail. */
  @Override
  public void close() {
    waiting.close();
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
