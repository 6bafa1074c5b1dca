package dev.aischeduler.web.api.http;

import dev.aischeduler.web.api.http.BodyException.Reason;
import io.javalin.http.Context;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads request bodies into memory, or large ones into files, holding no thread while a client
 * sends. Thread-safe.
 *
 * <p>Invariant: no more than the {@linkplain BodyLimits limits} are unfinished or held at once; a
 * body counts until the handler that reads it has returned, or the request is complete.
 */
public final class BodyIntake {
  private static final int MAX_FILES = 16;

  private final BodyLimits limits;
  private final Executor workers;
  private final Semaphore unfinished;

  /** Files of bodies that are not forgotten yet. */
  private final Semaphore files = new Semaphore(MAX_FILES);

  private final AtomicLong held = new AtomicLong();
  private final Set<BodyLoad> loads = ConcurrentHashMap.newKeySet();

  /**
   * An intake without bodies.
   *
   * @param workers run what follows once a body is complete
   */
  public BodyIntake(BodyLimits limits, Executor workers) {
    this.limits = limits;
    this.workers = workers;
    this.unfinished = new Semaphore(limits.maxUnfinished());
  }

  /**
   * Reads the request's body before its next handler runs. A handler then reads it as usual.
   *
   * @throws BodyException when the body is refused; also later, instead of the next handler
   */
  public void read(Context ctx, BodyBounds bounds) {
    long maxBytes = bounds.maxBytes();
    BufferedRequest request = BufferedRequest.of(ctx);
    if (!request.hasBody()) {
      return;
    }
    BodyLoad load = new BodyLoad(this, request, bounds);
    if (request.announced() > maxBytes) {
      if (request.waitsForLeave() || request.announced() > maxBytes + BodyLimits.MAX_DISCARDED) {
        throw tooLarge(maxBytes);
      }
      load.discard(tooLarge(maxBytes));
    }
    load.run();
    if (!load.isDone()) {
      ctx.future(load::future);
    } else {
      load.rethrow();
    }
  }

  /** Refuses bodies that come too slowly; to be called every second. */
  public void refuseSlow() {
    long now = System.nanoTime();
    loads.forEach(load -> load.refuseIfSlow(now, limits));
  }

  /** Bytes that count against the limit now. */
  public long bytesInFlight() {
    return held.get();
  }

  static BodyException tooLarge(long maxBytes) {
    return new BodyException(Reason.TOO_LARGE, "the body is larger than " + maxBytes + " bytes");
  }

  /** The body's end is not here yet: it takes one of the places for unfinished bodies. */
  void begin(BodyLoad load) {
    if (!unfinished.tryAcquire()) {
      throw new BodyException(
          Reason.TOO_MANY_UNFINISHED,
          limits.maxUnfinished() + " requests are being received already");
    }
    loads.add(load);
  }

  /** The body is complete or refused. */
  void end(BodyLoad load) {
    if (loads.remove(load)) {
      unfinished.release();
    }
  }

  /** Runs what follows a body that was waited for. */
  void goOn(Runnable task) {
    workers.execute(task);
  }

  /** Counts bytes that are held from now on. */
  void hold(long bytes) {
    if (held.addAndGet(bytes) > limits.maxBytesInFlight()) {
      held.addAndGet(-bytes);
      throw new BodyException(
          Reason.NO_MEMORY,
          "the requests that are being received take all of the "
              + limits.maxBytesInFlight()
              + " bytes set aside for them");
    }
  }

  /**
   * A file for a large body.
   *
   * @throws BodyException when there are too many, or no room
   */
  SpoolFile file() {
    if (!files.tryAcquire()) {
      throw new BodyException(
          Reason.TOO_MANY_UNFINISHED, MAX_FILES + " large bodies are being received already");
    }
    try {
      return new SpoolFile();
    } catch (RuntimeException e) {
      files.release();
      throw e;
    }
  }

  void close(SpoolFile file) {
    files.release();
    file.close();
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }
}
