package dev.aischeduler.web.api.http;

import dev.aischeduler.web.api.http.BodyException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body as it arrives. It runs on the request's worker first and then, part by part, on
 * threads of the HTTP server; it never blocks.
 */
final class BodyLoad implements Runnable {
  private static final int FIRST_BYTES = 8192;

  private final BodyIntake intake;
  private final BufferedRequest request;
  private final long maxBytes;
  private final boolean toDisk;
  private final CompletableFuture<Void> future = new CompletableFuture<>();

  /** Held while bytes are counted or given back, by the client's thread or the timer's. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Bytes bytes = new Bytes();
  private volatile long received;
  private long windowNanos = System.nanoTime();
  private long windowBytes = -1;
  private volatile boolean waited;
  private volatile boolean ended;
  private volatile @Nullable RuntimeException refused;

  /** Bytes that count against the intake's limit. */
  private long counted;

  /** What does not fit the first bytes of a body that goes to disk; null before. */
  private @Nullable SpoolFile file;

  /** Why the body is read only to be thrown away; null while it is kept. */
  private volatile @Nullable BodyException discarded;

  /** Gives its bytes out without a copy. */
  private static final class Bytes extends ByteArrayOutputStream {
    Bytes() {
      super(FIRST_BYTES);
    }

    void forget() {
      buf = new byte[0];
      count = 0;
    }

    ByteBuffer whole() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  BodyLoad(BodyIntake intake, BufferedRequest request, BodyBounds bounds) {
    this.intake = intake;
    this.request = request;
    this.maxBytes = bounds.maxBytes();
    this.toDisk = bounds.toDisk();
  }

  /**
   * The body is refused, and its bytes are thrown away as they come: a client that still sends
   * would see a broken connection instead of the answer.
   */
  void discard(BodyException why) {
    discarded = why;
    bytes.forget();
    giveBack();
  }

  private void giveBack() {
    intake.giveBack(counted);
    counted = 0;
    SpoolFile spooled = file;
    file = null;
    if (spooled != null) {
      intake.close(spooled);
    }
  }

  /** Completes on a worker when the body is complete; fails when it is refused. */
  CompletableFuture<Void> future() {
    return future;
  }

  /** True when the first run had everything, or refused the body. */
  boolean isDone() {
    return !waited;
  }

  /** Throws what the first run refused the body for. */
  void rethrow() {
    RuntimeException problem = refused;
    if (problem != null) {
      throw problem;
    }
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        Content.Chunk chunk = request.readFromClient();
        if (chunk == null) {
          await();
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          Throwable cause = chunk.getFailure();
          end(new BodyException(Reason.BROKEN, "the body ended early: " + cause.getMessage()));
          return;
        }
        take(chunk);
        if (chunk.isLast()) {
          end(discarded);
          return;
        }
      }
    } catch (RuntimeException e) {
      end(e);
    } catch (OutOfMemoryError e) {
      end(new BodyException(Reason.NO_MEMORY, "no memory is left for the body"));
    }
  }

  private void await() {
    if (!waited) {
      intake.begin(this);
      waited = true;
    }
    request.demandFromClient(this);
  }

  private void take(Content.Chunk chunk) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ByteBuffer part = chunk.getByteBuffer();
      long all = received + part.remaining();
      if (discarded == null) {
        keep(part, all);
      }
      received = all;
      if (discarded != null && all > maxBytes + BodyLimits.MAX_DISCARDED) {
        throw discarded;
      }
    } finally {
      lock.unlock();
      chunk.release();
    }
  }

  private void keep(ByteBuffer part, long all) {
    try {
      if (all > maxBytes) {
        throw BodyIntake.tooLarge(maxBytes);
      }
      if (toDisk && all > BodyLimits.FREE_BYTES) {
        spool(part);
        return;
      }
      long counting = Math.max(0, all - BodyLimits.FREE_BYTES);
      intake.hold(counting - counted);
      counted = counting;
      byte[] copy = new byte[part.remaining()];
      part.get(copy);
      bytes.writeBytes(copy);
    } catch (BodyException e) {
      discard(e);
    }
  }

  private void spool(ByteBuffer part) {
    SpoolFile spooled = file;
    if (spooled == null) {
      spooled = intake.file();
      file = spooled;
      spooled.append(bytes.whole());
      bytes.forget();
    }
    spooled.append(part);
  }

  private Supplier<Content.Chunk> parts() {
    SpoolFile spooled = file;
    if (spooled != null) {
      return spooled::next;
    }
    Content.Chunk whole = Content.Chunk.from(bytes.whole(), true);
    return () -> whole;
  }

  /** Ends the body if it is slower than allowed; called from the timer's thread. */
  void refuseIfSlow(long nowNanos, BodyLimits limits) {
    if (nowNanos - windowNanos < limits.grace().toNanos()) {
      return;
    }
    // the time to get going costs little; later a body may not rest on what it sent before
    long least =
        windowBytes < 0
            ? limits.minBytesPerSecond()
            : windowBytes + limits.minBytesPerSecond() * limits.grace().toSeconds();
    windowNanos = nowNanos;
    windowBytes = received;
    if (windowBytes < least) {
      BodyException known = discarded;
      end(known == null ? tooSlow(limits) : known);
    }
  }

  private BodyException tooSlow(BodyLimits limits) {
    return new BodyException(
        Reason.TOO_SLOW,
        "the body came too slowly: "
            + received
            + " bytes so far, and less than "
            + limits.minBytesPerSecond()
            + " a second of late");
  }

  private void end(@Nullable RuntimeException problem) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      if (problem != null) {
        giveBack();
      }
    } finally {
      lock.unlock();
    }
    intake.end(this);
    if (problem == null) {
      request.fill(parts(), this::giveBack);
      Request.addCompletionListener(request, failure -> request.release());
    } else {
      refused = problem;
    }
    if (waited) {
      intake.goOn(() -> goOn(problem));
    }
  }

  /**
   * The handlers that read the body run within this call, on this worker, unless the future was
   * complete before they asked for it.
   */
  private void goOn(@Nullable RuntimeException problem) {
    if (problem != null) {
      future.completeExceptionally(problem);
      return;
    }
    future.complete(null);
    if (!toDisk) {
      // a handler that began elsewhere has its bytes, but would lose its file: that goes at the end
      request.release();
    }
  }
}
