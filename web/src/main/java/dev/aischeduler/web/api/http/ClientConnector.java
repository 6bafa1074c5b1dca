package dev.aischeduler.web.api.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens for HTTP/1.1; its connections tell when a client hangs up. */
public final class ClientConnector extends ServerConnector {
  private static final int BACKLOG = 1024;

  /** A connector that is not open yet. */
  public ClientConnector(Server server, HttpConfiguration http) {
    super(server, 1, 1, new HttpConnectionFactory(http));
    // thousands may connect at one moment; the system's default of 50 makes them wait a second
    setAcceptQueueSize(BACKLOG);
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
