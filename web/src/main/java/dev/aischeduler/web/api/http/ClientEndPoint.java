package dev.aischeduler.web.api.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that can be watched for its end. Bytes of a next request that arrive meanwhile are
 * kept for the HTTP parser; then the watch is over, since the client is plainly there.
 */
final class ClientEndPoint extends SocketChannelEndPoint implements ClientConnection {
  private static final int PROBE_BYTES = 2048;

  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();
  private ByteBuffer early = BufferUtil.EMPTY_BUFFER;
  private @Nullable Watch watch;

  ClientEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Executor executor) {
    super(channel, selector, key, scheduler);
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

  @Override
  public void watch(Runnable gone) {
    Watch fresh = new Watch(gone);
    lock.lock();
    try {
      watch = fresh;
    } finally {
      lock.unlock();
    }
    tryFillInterested(fresh);
  }

  @Override
  public void unwatch() {
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
    getFillInterest().onFail(new CancellationException("the watch is over"));
  }

  @Override
  public void abort() {
    close(new IOException("the client does not read"));
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
        tryFillInterested(watching);
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
      return super.fill(probe);
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    lock.lock();
    try {
      return early.hasRemaining() ? BufferUtil.append(buffer, early) : super.fill(buffer);
    } finally {
      lock.unlock();
    }
  }

  @Override
  protected void needsFillInterest() {
    boolean ready;
    lock.lock();
    try {
      ready = early.hasRemaining();
    } finally {
      lock.unlock();
    }
    if (ready) {
      executor.execute(() -> getFillInterest().fillable());
    } else {
      super.needsFillInterest();
    }
  }
}
