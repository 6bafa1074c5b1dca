package dev.aischeduler.web.doctor;

import dev.aischeduler.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether the server could listen where it is configured to. */
record PortCheck(Settings.Server server) implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Override
  public List<Finding> look() {
    return List.of(finding().with(Map.of("host", server.host(), "port", server.port())));
  }

  private Finding finding() {
    String place = "port " + server.port() + " of " + server.host();
    try (ServerSocket socket = new ServerSocket()) {
      // As a server does: connections that are being closed keep no port busy.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(server.host()), server.port()));
      return Finding.ok(
          "port", server.port() == 0 ? "any free port will be chosen" : place + " is free");
    } catch (IOException e) {
      return ours()
          ? Finding.ok("port", "AI Scheduler listens on " + place + " already")
          : Finding.problem(
              "port",
              place + " cannot be opened: " + e.getMessage(),
              "end the program that uses it, or choose another with server.port");
    }
  }

  /** The listener may be no web server at all, hence the short time-out. */
  private boolean ours() {
    String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    try {
      HttpRequest question =
          HttpRequest.newBuilder(URI.create("http://" + host + ":" + server.port() + "/healthz"))
              .timeout(PATIENCE)
              .build();
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(question, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains("\"status\"");
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
