package dev.aischeduler.web.api.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Listens for HTTP/1.1, in the clear or encrypted; its connections tell when a client hangs up. */
public final class ClientConnector extends ServerConnector {
  private static final int BACKLOG = 1024;

  /**
   * A connector that is not open yet.
   *
   * @param tls for encryption; null for none
   */
  ClientConnector(Server server, HttpConfiguration http, SslContextFactory.@Nullable Server tls) {
    super(server, 1, 1, factories(http, tls));
    // thousands may connect at one moment; the system's default of 50 makes them wait a second
    setAcceptQueueSize(BACKLOG);
  }

  private static ConnectionFactory[] factories(
      HttpConfiguration http, SslContextFactory.@Nullable Server tls) {
    if (tls == null) {
      return new ConnectionFactory[] {new HttpConnectionFactory(http)};
    }
    HttpConfiguration secure = new HttpConfiguration(http);
    // names are checked with the Host header, by Hosts, whose answer is problem+json
    secure.addCustomizer(new SecureRequestCustomizer(false));
    return new ConnectionFactory[] {
      new TlsConnectionFactory(tls), new HttpConnectionFactory(secure)
    };
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint connection =
        new ClientEndPoint(channel, selector, key, getScheduler(), getExecutor());
    connection.setIdleTimeout(getIdleTimeout());
    return connection;
  }
}
