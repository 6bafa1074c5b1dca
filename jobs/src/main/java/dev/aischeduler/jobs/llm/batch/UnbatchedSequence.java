package dev.aischeduler.jobs.llm.batch;

import ai.onnxruntime.OrtException;
import dev.aischeduler.jobs.llm.decoder.Decoder;
import dev.aischeduler.jobs.llm.decoder.DecoderSession;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A sequence with its own KV cache: during prefill, and during decoding when it cannot be batched.
 * Cancelling the sequence interrupts its model run. Confined to one thread.
 */
final class UnbatchedSequence implements AutoCloseable {
  private final Sequence sequence;
  private final RunInterrupt interrupt;
  private final DecoderSession session;
  private final long[] next = new long[1];

  /** Tokens of the prompt that were read. */
  private int read;

  @FunctionalInterface
  private interface SessionFactory {
    DecoderSession create(RunInterrupt interrupt) throws OrtException;
  }

  private UnbatchedSequence(Sequence sequence, RunInterrupt interrupt, DecoderSession session) {
    this.sequence = sequence;
    this.interrupt = interrupt;
    this.session = session;
    sequence.onCancel(interrupt::stop);
  }

  /**
   * Starts a sequence before its prefill.
   *
   * @throws OrtException when its tensors cannot be created
   */
  static UnbatchedSequence begin(Sequence sequence, Decoder decoder) throws OrtException {
    return open(sequence, interrupt -> new DecoderSession(decoder, interrupt));
  }

  private static UnbatchedSequence open(Sequence sequence, SessionFactory factory)
      throws OrtException {
    RunInterrupt interrupt = new RunInterrupt();
    try {
      return new UnbatchedSequence(sequence, interrupt, factory.create(interrupt));
    } catch (OrtException | RuntimeException | OutOfMemoryError e) {
      interrupt.close();
      throw e;
    }
  }

  /**
   * Continues a sequence that was removed from the batch.
   *
   * @param cache its KV cache, as {@link DecoderBatch#copy} returns it; used in place
   * @param tokens number of tokens in that cache
   * @param token token to read next
   * @throws OrtException when its tensors cannot be created
   */
  static UnbatchedSequence outOfBatch(
      Sequence sequence, Decoder decoder, List<ByteBuffer> cache, int tokens, int token)
      throws OrtException {
    UnbatchedSequence unbatched =
        open(sequence, interrupt -> new DecoderSession(decoder, interrupt, cache, tokens));
    unbatched.read = sequence.prompt().length;
    unbatched.next[0] = token;
    return unbatched;
  }

  Sequence sequence() {
    return sequence;
  }

  /** Tokens that the model has read. */
  int tokens() {
    return session.tokens();
  }

  /** Whether prefill is complete. */
  boolean promptRead() {
    return read == sequence.prompt().length;
  }

  /**
   * Runs one step: prefill of the next {@code chunk} tokens of the prompt at most, or decoding of
   * the next token.
   *
   * @return logits after the last token read, one for each token of the vocabulary; the caller may
   *     change them, the next call overwrites them
   * @throws OrtException when the model cannot be run, or the sequence was cancelled
   */
  float[] step(int chunk) throws OrtException {
    if (promptRead()) {
      return session.read(next, 0, 1);
    }
    int from = read;
    read = Math.min(sequence.prompt().length, from + chunk);
    return session.read(sequence.prompt(), from, read);
  }

  /** Sets the token that the next decode step reads. */
  void next(int token) {
    next[0] = token;
  }

  /** A copy of its KV cache, as {@link DecoderBatch#join} takes it. */
  List<ByteBuffer> copy() {
    return session.copy();
  }

  /** Closes the tensors of the sequence; the sequence itself is not ended. */
  @Override
  public void close() {
    session.close();
    interrupt.close();
  }
}
