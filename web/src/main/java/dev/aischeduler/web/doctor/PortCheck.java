package dev.aischeduler.web.doctor;

import dev.aischeduler.config.Settings;
import dev.aischeduler.web.tls.Identity;
import dev.aischeduler.web.tls.TlsException;
import dev.aischeduler.web.tls.TrustedAuthorities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;

/**
 * Whether the server can listen on its configured address, or an AI Scheduler server already does.
 */
record PortCheck(Settings.Server server, Path folder) implements Check {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @Override
  public List<Finding> look() {
    return List.of(finding().with(Map.of("host", server.host(), "port", server.port())));
  }

  private Finding finding() {
    String address = "port " + server.port() + " of " + server.host();
    try (ServerSocket socket = new ServerSocket()) {
      // The server sets it too: connections in TIME_WAIT must not make the port look occupied.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(server.host()), server.port()));
      return Finding.ok(
          "port", server.port() == 0 ? "any free port will be chosen" : address + " is free");
    } catch (IOException e) {
      return serverResponds()
          ? Finding.ok("port", "AI Scheduler listens on " + address + " already")
          : Finding.problem(
              "port",
              address + " cannot be opened: " + e.getMessage(),
              "end the program that uses it, or choose another with server.port");
    }
  }

  /**
   * Whether an AI Scheduler server responds at the address. Another program may accept the
   * connection and never respond, hence the short time-out.
   */
  private boolean serverResponds() {
    if (server.tls().on()) {
      return showsCertificate();
    }
    String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + host + ":" + server.port() + "/healthz"))
              .timeout(TIMEOUT)
              .build();
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .connectTimeout(TIMEOUT)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 && response.body().contains("\"status\"");
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether what listens at the address shows the certificate of the settings, by any name. */
  private boolean showsCertificate() {
    try {
      List<X509Certificate> own = Identity.read(server.tls(), folder).certificates();
      try (Socket socket = TrustedAuthorities.of(own).getSocketFactory().createSocket()) {
        int patience = (int) TIMEOUT.toMillis();
        socket.connect(
            new InetSocketAddress(InetAddress.getByName(server.host()), server.port()), patience);
        socket.setSoTimeout(patience);
        ((SSLSocket) socket).startHandshake();
        return true;
      }
    } catch (IOException | TlsException e) {
      return false;
    }
  }
}
