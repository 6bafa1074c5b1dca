package dev.aischeduler.web.onebot;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP API of a bot program. Thread-safe. */
final class FakeHttpApi implements AutoCloseable {
  final List<String> tokens = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Chat chat;
  private final AtomicInteger silent = new AtomicInteger();

  FakeHttpApi(Chat chat) throws IOException {
    this.chat = chat;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Does what the next so many calls say and hangs up without an answer. */
  void hangUpAfter(int calls) {
    silent.set(calls);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      JsonNode params = Json.mapper().readTree(exchange.getRequestBody());
      String action = exchange.getRequestURI().getPath().substring(1);
      byte[] answer = Json.mapper().writeValueAsBytes(chat.call(action, params));
      if (action.startsWith("send") && silent.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
