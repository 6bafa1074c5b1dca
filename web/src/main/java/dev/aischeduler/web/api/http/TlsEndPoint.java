package dev.aischeduler.web.api.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/**
 * An encrypted connection. It watches what was decrypted: a client that hangs up sends a message
 * first, which the connection below would take for bytes of a next request.
 */
final class TlsEndPoint extends SslConnection.SslEndPoint implements ClientConnection {
  private final EndWatch watch;

  TlsEndPoint(SslConnection connection, Executor executor) {
    connection.super();
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

  /** Closes what carries this connection, since a client that does not read takes no farewell. */
  @Override
  public void abort() {
    unwrap().close(new IOException("the client does not read"));
  }

  @Override
  public @Nullable String requestedName() {
    if (getSslConnection().getSSLEngine().getSession() instanceof ExtendedSSLSession session) {
      for (SNIServerName name : session.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          return host.getAsciiName();
        }
      }
    }
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
