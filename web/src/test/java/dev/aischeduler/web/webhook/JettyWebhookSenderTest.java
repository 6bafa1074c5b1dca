package dev.aischeduler.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aischeduler.config.Network;
import dev.aischeduler.engine.webhook.AddressRules;
import dev.aischeduler.engine.webhook.ForbiddenAddressException;
import dev.aischeduler.engine.webhook.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real receiver on the loopback address, which is allowed here. */
final class JettyWebhookSenderTest {
  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer receiver;
  private JettyWebhookSender sender;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "receiver");
              thread.setDaemon(true);
              return thread;
            }));
    receiver.createContext("/", this::answer);
    receiver.start();
    sender = sender("127.0.0.0/8", Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    never.countDown();
    sender.close();
    receiver.stop(0);
  }

  private static JettyWebhookSender sender(String allowed, Duration timeout) {
    return new JettyWebhookSender(new AddressRules(Network.list(allowed)), timeout, "test");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    seen.add(
        exchange.getRequestMethod()
            + " "
            + path
            + " "
            + exchange.getRequestHeaders().getFirst("Host").replaceAll(":.*", "")
            + " "
            + exchange.getRequestHeaders().getFirst("webhook-id")
            + " "
            + body);
    switch (path) {
      case "/redirect" -> {
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(307, -1);
      }
      case "/endless" -> {
        exchange.sendResponseHeaders(200, 0);
        byte[] much = new byte[8192];
        try (var out = exchange.getResponseBody()) {
          while (never.getCount() > 0) {
            out.write(much);
          }
        } catch (IOException e) {
          seen.add("cut off");
        }
      }
      case "/silent" -> {
        try {
          never.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      default -> exchange.sendResponseHeaders(204, -1);
    }
    exchange.close();
  }

  private Message message(String host, String path) {
    URI url = URI.create("http://" + host + ":" + receiver.getAddress().getPort() + path);
    return new Message(
        url, Map.of("Content-Type", "application/json", "webhook-id", "msg_1"), BODY);
  }

  @Test
  void a_message_arrives_with_the_name_of_the_receiver_at_the_address_that_was_checked()
      throws Exception {
    assertThat(sender.send(message("localhost", "/hook")).get()).isEqualTo(204);
    assertThat(seen).containsExactly("POST /hook localhost msg_1 {\"a\":1}");
  }

  @Test
  void a_redirect_is_an_answer_and_not_followed() throws Exception {
    assertThat(sender.send(message("127.0.0.1", "/redirect")).get()).isEqualTo(307);
    assertThat(seen).hasSize(1);
  }

  @Test
  void an_endless_answer_is_cut_off() throws Exception {
    assertThat(sender.send(message("127.0.0.1", "/endless")).get()).isEqualTo(200);
    await().until(() -> seen.contains("cut off"));
  }

  @Test
  void a_receiver_that_does_not_answer_in_time_is_a_failure() {
    try (JettyWebhookSender hasty = sender("127.0.0.0/8", Duration.ofMillis(300))) {
      assertThatThrownBy(() -> hasty.send(message("127.0.0.1", "/silent")).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void a_name_that_leads_to_a_private_address_is_never_connected_to() {
    try (JettyWebhookSender strict = sender("", Duration.ofSeconds(20))) {
      for (String host : List.of("localhost", "127.0.0.1", "2130706433")) {
        assertThatThrownBy(() -> strict.send(message(host, "/hook")).get())
            .as(host)
            .hasCauseInstanceOf(ForbiddenAddressException.class);
      }
    }
    assertThat(seen).isEmpty();
  }
}
