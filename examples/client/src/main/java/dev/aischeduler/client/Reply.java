package dev.aischeduler.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the server.
 *
 * @param status 0 for no answer
 * @param body not to be changed
 * @param cached whether the body is a kept one
 */
record Reply(int status, HttpHeaders headers, byte[] body, boolean cached) {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  static final Reply NONE =
      new Reply(0, HttpHeaders.of(Map.of(), (n, v) -> true), new byte[0], false);

  static Reply of(HttpResponse<byte[]> response) {
    return new Reply(response.statusCode(), response.headers(), response.body(), false);
  }

  /** A document that stands for an answer. */
  static Reply of(int status, String type, byte[] body) {
    return new Reply(
        status, HttpHeaders.of(Map.of("Content-Type", List.of(type)), (n, v) -> true), body, false);
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The body as JSON; missing when it is none. */
  JsonNode json() {
    try {
      JsonNode tree = Json.MAPPER.readTree(body);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
