package dev.aischeduler.web.api.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A connection without encryption, or that which carries an encrypted one. */
final class ClientEndPoint extends SocketChannelEndPoint implements ClientConnection {
  private final EndWatch watch;

  ClientEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Executor executor) {
    super(channel, selector, key, scheduler);
    this.watch = new EndWatch(this, super::fill, executor);
  }

  @Override
  public void watch(Runnable gone) {
    watch.begin(gone);
  }

  @Override
  public void unwatch() {
    watch.end();
  }

  @Override
  public void abort() {
    close(new IOException("the client does not read"));
  }

  @Override
  public @Nullable String requestedName() {
    return null;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    return watch.fill(buffer);
  }

  @Override
  protected void needsFillInterest() {
    watch.needsFillInterest(super::needsFillInterest);
  }
}
