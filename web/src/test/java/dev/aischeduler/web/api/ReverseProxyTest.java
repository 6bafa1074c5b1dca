package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Host and Origin a server answers to, over real connections. */
final class ReverseProxyTest {

  @Test
  void a_page_that_a_proxy_serves_by_the_public_url_can_post() throws IOException {
    try (RunningApp app = start(Map.of("server.public_url", "https://ai.example.org"))) {
      for (String host : List.of("ai.example.org", "localhost", "127.0.0.1:8080")) {
        assertThat(app.http().raw(pause(host, "https://ai.example.org"))).contains(" 200 OK");
        assertThat(app.http().raw(pause(host, "https://evil.example"))).contains(" 403 ");
      }
      assertThat(app.http().raw(pause("evil.example", "https://ai.example.org"))).contains(" 421 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::1]", "::1", "localhost", "127.0.0.2"})
  void a_server_on_any_loopback_address_is_reached_there_and_refuses_a_rebound_name(String host)
      throws IOException {
    try (RunningApp app = start(Map.of("server.host", host))) {
      assertThat(app.http().get("/healthz").status()).isEqualTo(200);
      assertThat(app.http().raw(pause("evil.example", "http://evil.example"))).contains(" 421 ");
    }
  }

  private static String pause(String host, String origin) {
    return "POST /api/v1/lanes/llm/pause HTTP/1.1\r\nHost: "
        + host
        + "\r\nOrigin: "
        + origin
        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  }

  private static RunningApp start(Map<String, String> settings) {
    return RunningApp.start(
        settings,
        (all, catalogue, devices, cache) ->
            new Handlers(List.of(new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class)), () -> {}));
  }
}
