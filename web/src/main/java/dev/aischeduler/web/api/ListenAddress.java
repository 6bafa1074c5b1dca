package dev.aischeduler.web.api;

import dev.aischeduler.config.Loopback;
import dev.aischeduler.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;

/** Where the server is to listen. */
public final class ListenAddress {
  private ListenAddress() {}

  /**
   * Refuses an address beyond loopback while nobody has a key or can log in.
   *
   * @param anyKey whether the database has keys
   * @throws ListenException when other machines could reach a server without keys
   */
  public static void checkAccess(Settings settings, boolean anyKey) {
    Settings.Server server = settings.server();
    if (!Loopback.is(server.host())
        && settings.security().apiKey().isEmpty()
        && !settings.security().oidc().on()
        && !anyKey) {
      throw new ListenException(
          server.host(),
          "the address is open to other machines and there is no API key yet; make one with"
              + " 'ai_scheduler keys create --local --name admin --role admin'");
    }
  }

  /**
   * Opens the port and closes it again, so that a start that cannot succeed ends before it has
   * opened the database and loaded models.
   *
   * @throws ListenException when it cannot be opened
   */
  public static void check(Settings.Server server) {
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      // as the web server does: connections of a server that has just ended are no obstacle
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(server.host(), server.port()));
    } catch (UnresolvedAddressException e) {
      throw new ListenException(
          server.host(), server.port(), new IOException("unknown host name", e));
    } catch (IOException e) {
      throw new ListenException(server.host(), server.port(), e);
    }
  }
}
