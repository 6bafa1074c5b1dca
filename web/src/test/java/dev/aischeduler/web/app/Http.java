package dev.aischeduler.web.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Talks HTTP and checks every JSON answer against the contract. */
public final class Http {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Contract contract = new Contract();
  private final String address;
  private final String apiKey;

  Http(String address, String apiKey) {
    this.address = address;
    this.apiKey = apiKey;
  }

  /** Address of the server. */
  public String address() {
    return address;
  }

  /** The contract that answers are checked against. */
  public Contract contract() {
    return contract;
  }

  /** GET, with headers as name and value in turn. */
  public Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  /** POST of a JSON text. */
  public Answer post(String path, String json, String... headers) {
    return send("POST", path, BodyPublishers.ofString(json), withType(headers));
  }

  /** POST without a body. */
  public Answer post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  /** Any request, with headers as name and value in turn. */
  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!apiKey.isEmpty() && request.build().headers().firstValue("Authorization").isEmpty()) {
      request.header("Authorization", "Bearer " + apiKey);
    }
    // a timeout of the request itself would end with the headers, and streams go on after them
    Answer answer =
        client
            .sendAsync(request.build(), BodyHandlers.ofByteArray())
            .thenApply(Answer::new)
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
    contract.check(method, path, answer);
    return answer;
  }

  /** Sends bytes as they are, for requests that no client would make; returns the whole answer. */
  public String raw(String request) {
    return raw(request, false);
  }

  /** As {@link #raw}, and then sends no more, however much the request has announced. */
  public String half(String request) {
    return raw(request, true);
  }

  private String raw(String request, boolean hangUp) {
    URI server = URI.create(address);
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      if (hangUp) {
        socket.shutdownOutput();
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a task is final and returns it. */
  public JsonNode ended(String id) {
    get("/api/v1/task/" + id + "/events");
    return get("/api/v1/task/status/" + id).json();
  }

  private static String[] withType(String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return all;
  }
}
