package dev.aischeduler.web.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aischeduler.web.client.ApiClient;
import dev.aischeduler.web.client.RefusedException;
import dev.aischeduler.web.client.ServerUnreachableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Following a run over connections that break. */
final class RunFollowerTest {
  /** What each connection brings; an empty text closes it without an answer. */
  private final Deque<String> answers = new ArrayDeque<>();

  private final List<String> seen = new ArrayList<>();
  private HttpServer server;
  private ApiClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/run/events", this::answer);
    server.start();
    client = new ApiClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String text = answers.remove();
    if (!text.isEmpty()) {
      int status = text.startsWith("{") ? Integer.parseInt(text.replaceAll("\\D", "")) : 200;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static String state(String status) {
    return "event: run\nid: 1\ndata: {\"status\":\"" + status + "\"}\n\n";
  }

  private String follow() {
    return RunFollower.follow(client, "/run", run -> seen.add(run.path("status").asText()))
        .path("status")
        .asText();
  }

  @Test
  void a_broken_connection_is_made_again_until_the_run_is_over() {
    answers.add(state("queued") + state("running"));
    answers.add("");
    answers.add("{\"status\": 503}");
    answers.add(state("running") + state("failed") + state("running"));
    assertThat(follow()).isEqualTo("failed");
    assertThat(seen).containsExactly("queued", "running", "running", "failed");
    assertThat(answers).isEmpty();
  }

  @Test
  void a_run_that_is_not_there_is_told_at_once() {
    answers.add("{\"status\": 404}");
    assertThatThrownBy(this::follow).isInstanceOf(RefusedException.class);
  }

  @Test
  void a_server_that_never_answered_is_not_waited_for() {
    answers.add("");
    answers.add("");
    assertThatThrownBy(this::follow).isInstanceOf(ServerUnreachableException.class);
  }
}
