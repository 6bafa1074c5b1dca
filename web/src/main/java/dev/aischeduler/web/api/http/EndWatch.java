package dev.aischeduler.web.api.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Watches a connection for its end. Bytes of a next request that arrive meanwhile are kept for the
 * HTTP parser; then the watch is over, since the client is plainly there. Thread-safe.
 */
final class EndWatch {
  private static final int PROBE_BYTES = 2048;

  private final AbstractEndPoint connection;
  private final Source source;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();
  private ByteBuffer early = BufferUtil.EMPTY_BUFFER;
  private @Nullable Watch watch;

  /** Reads a connection past this watch. */
  @FunctionalInterface
  interface Source {
    /** As {@link AbstractEndPoint#fill}. */
    int fill(ByteBuffer buffer) throws IOException;
  }

  EndWatch(AbstractEndPoint connection, Source source, Executor executor) {
    this.connection = connection;
    this.source = source;
    this.executor = executor;
  }

  private final class Watch implements Callback {
    private final Runnable gone;

    Watch(Runnable gone) {
      this.gone = gone;
    }

    @Override
    public void succeeded() {
      if (probe(this)) {
        gone.run();
      }
    }

    @Override
    public void failed(Throwable cause) {
      if (end(this)) {
        gone.run();
      }
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  /** As {@link ClientConnection#watch}. */
  void begin(Runnable gone) {
    Watch fresh = new Watch(gone);
    lock.lock();
    try {
      watch = fresh;
    } finally {
      lock.unlock();
    }
    connection.tryFillInterested(fresh);
  }

  /** As {@link ClientConnection#unwatch}. */
  void end() {
    lock.lock();
    try {
      if (watch == null) {
        return;
      }
      watch = null;
    } finally {
      lock.unlock();
    }
    // while a request is handled nobody else is interested
    connection.getFillInterest().onFail(new CancellationException("the watch is over"));
  }

  private boolean end(Watch ended) {
    lock.lock();
    try {
      boolean watching = watch == ended;
      watch = watching ? null : watch;
      return watching;
    } finally {
      lock.unlock();
    }
  }

  /** Looks what has come; true when it is the end. */
  private boolean probe(Watch watching) {
    lock.lock();
    try {
      if (watch != watching) {
        return false;
      }
      ByteBuffer probe = BufferUtil.allocate(PROBE_BYTES);
      int filled = filled(probe);
      if (filled == 0) {
        connection.tryFillInterested(watching);
        return false;
      }
      watch = null;
      early = probe;
      return filled < 0;
    } finally {
      lock.unlock();
    }
  }

  private int filled(ByteBuffer probe) {
    try {
      return source.fill(probe);
    } catch (IOException e) {
      return -1;
    }
  }

  /** What came early, else what the connection has. */
  int fill(ByteBuffer buffer) throws IOException {
    lock.lock();
    try {
      return early.hasRemaining() ? BufferUtil.append(buffer, early) : source.fill(buffer);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells the parser of what came early.
   *
   * @param none waits for the connection instead
   */
  void needsFillInterest(Runnable none) {
    boolean ready;
    lock.lock();
    try {
      ready = early.hasRemaining();
    } finally {
      lock.unlock();
    }
    if (ready) {
      executor.execute(() -> connection.getFillInterest().fillable());
    } else {
      none.run();
    }
  }
}
