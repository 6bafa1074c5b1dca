package dev.aischeduler.jobs.llm.batch;

import ai.onnxruntime.OrtException;
import dev.aischeduler.jobs.llm.decoder.Decoder;
import dev.aischeduler.jobs.llm.decoder.DecoderSession;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A sequence with a cache of its own: while its prompt is read, and afterwards where it cannot be
 * part of a batch. A run under way is interrupted when its job leaves. Confined to one thread.
 */
final class UnbatchedSequence implements AutoCloseable {
  private final Sequence sequence;
  private final RunInterrupt interrupt;
  private final DecoderSession session;
  private final long[] next = new long[1];
  private int read;

  @FunctionalInterface
  private interface Opening {
    DecoderSession with(RunInterrupt interrupt) throws OrtException;
  }

  private UnbatchedSequence(Sequence sequence, RunInterrupt interrupt, DecoderSession session) {
    this.sequence = sequence;
    this.interrupt = interrupt;
    this.session = session;
    sequence.onCancel(interrupt::stop);
  }

  /** A sequence whose prompt is to be read. */
  static UnbatchedSequence begin(Sequence sequence, Decoder decoder) throws OrtException {
    return open(sequence, interrupt -> new DecoderSession(decoder, interrupt));
  }

  private static UnbatchedSequence open(Sequence sequence, Opening opening) throws OrtException {
    RunInterrupt interrupt = new RunInterrupt();
    try {
      return new UnbatchedSequence(sequence, interrupt, opening.with(interrupt));
    } catch (OrtException | RuntimeException | OutOfMemoryError e) {
      interrupt.close();
      throw e;
    }
  }

  /**
   * A sequence that leaves a batch to continue alone.
   *
   * @param cache what it has read, as {@link DecoderBatch#copy} gives it
   * @param token to read next
   */
  static UnbatchedSequence outOfBatch(
      Sequence sequence, Decoder decoder, List<ByteBuffer> cache, int tokens, int token)
      throws OrtException {
    UnbatchedSequence lone =
        open(sequence, interrupt -> new DecoderSession(decoder, interrupt, cache, tokens));
    lone.read = sequence.prompt().length;
    lone.next[0] = token;
    return lone;
  }

  /** The sequence. */
  Sequence sequence() {
    return sequence;
  }

  /** Tokens read so far. */
  int tokens() {
    return session.tokens();
  }

  /** Whether the whole prompt has been read. */
  boolean promptRead() {
    return read == sequence.prompt().length;
  }

  /**
   * Runs one step: reads at most {@code chunk} tokens of the prompt, or the next token.
   *
   * @return the logits after it, to be changed at will
   */
  float[] step(int chunk) throws OrtException {
    if (promptRead()) {
      return session.read(next, 0, 1);
    }
    int from = read;
    read = Math.min(sequence.prompt().length, from + chunk);
    return session.read(sequence.prompt(), from, read);
  }

  /** Sets the token to read next. */
  void next(int token) {
    next[0] = token;
  }

  /** A copy of what it has read, as {@link DecoderBatch#join} takes it. */
  List<ByteBuffer> copy() {
    return session.copy();
  }

  @Override
  public void close() {
    session.close();
    interrupt.close();
  }
}
