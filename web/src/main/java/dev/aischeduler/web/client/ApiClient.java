package dev.aischeduler.web.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The REST API of one server. Thread-safe. */
public final class ApiClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int ERRORS_FROM = 400;
  private static final int FOUND = 302;
  private static final String JSON = "application/json";

  private final URI base;
  private final String apiKey;
  private final HttpClient http;

  /**
   * A client.
   *
   * @param base address such as {@code http://127.0.0.1:8080}
   * @param apiKey key to send; empty for none
   */
  public ApiClient(URI base, String apiKey) {
    this(base, apiKey, null);
  }

  /**
   * A client that trusts authorities of its own.
   *
   * @param base address such as {@code https://ai.example.org}
   * @param apiKey key to send; empty for none
   * @param trust what it trusts; null for what the Java platform trusts
   */
  public ApiClient(URI base, String apiKey, @Nullable SSLContext trust) {
    this.base = URI.create(base.toString().replaceAll("/+$", ""));
    this.apiKey = apiKey;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    this.http = (trust == null ? builder : builder.sslContext(trust)).build();
  }

  /** The server's address. */
  public URI base() {
    return base;
  }

  /**
   * Asks for a document.
   *
   * @throws RefusedException the server answered with an error
   * @throws ServerUnreachableException nothing answers
   */
  public JsonNode get(String path) {
    return json(request(path).GET());
  }

  /**
   * Sends a document.
   *
   * @param body written as JSON; null for an empty body
   * @throws RefusedException the server answered with an error
   */
  public JsonNode post(String path, @Nullable Object body, Map<String, String> headers) {
    HttpRequest.Builder request = request(path);
    headers.forEach(request::header);
    return json(with(request, body));
  }

  /**
   * Stores a document at a path.
   *
   * @throws RefusedException the server answered with an error
   */
  public JsonNode put(String path, Object body) {
    return json(
        request(path).header("Content-Type", JSON).PUT(BodyPublishers.ofByteArray(bytes(body))));
  }

  /**
   * Removes what a path names.
   *
   * @throws RefusedException the server answered with an error
   */
  public JsonNode delete(String path) {
    return json(request(path).DELETE());
  }

  /**
   * Loads bytes.
   *
   * @throws RefusedException the server answered with an error
   */
  public byte[] download(String path) {
    return send(request(path).GET());
  }

  /**
   * Sends a request; where a result lies in an object store, asks there instead, without the key.
   */
  private <T> HttpResponse<T> answer(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpResponse<T> response = http.send(request, handler);
    Optional<String> elsewhere = response.headers().firstValue("Location");
    if (response.statusCode() != FOUND || elsewhere.isEmpty()) {
      return response;
    }
    return http.send(HttpRequest.newBuilder(base.resolve(elsewhere.get())).build(), handler);
  }

  /**
   * Sends bytes as they come.
   *
   * @param body for example of a file
   * @throws RefusedException the server answered with an error
   */
  public JsonNode upload(String path, HttpRequest.BodyPublisher body) {
    return json(request(path).header("Content-Type", "application/octet-stream").POST(body));
  }

  /**
   * Passes bytes on as they come.
   *
   * @return how many
   * @throws RefusedException the server answered with an error
   * @throws IOException they cannot be written, or the server broke off
   */
  public long downloadTo(String path, OutputStream target) throws IOException {
    try {
      HttpResponse<InputStream> response =
          answer(request(path).GET().build(), BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() >= ERRORS_FROM) {
          throw refused(response.statusCode(), body.readAllBytes());
        }
        return body.transferTo(target);
      }
    } catch (ConnectException | SSLException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /**
   * Follows a stream of events on the calling thread.
   *
   * @param body sent by POST; null sends GET
   * @param listener false ends the stream
   * @throws RefusedException the server answered with an error
   */
  public void follow(
      String path,
      @Nullable Object body,
      Map<String, String> headers,
      Predicate<ServerEvent> listener) {
    HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
    headers.forEach(request::header);
    HttpRequest ready = (body == null ? request.GET() : with(request, body)).build();
    try {
      HttpResponse<Stream<String>> response = http.send(ready, BodyHandlers.ofLines());
      try (Stream<String> lines = response.body()) {
        if (response.statusCode() >= ERRORS_FROM) {
          String text = lines.reduce("", String::concat);
          throw refused(response.statusCode(), text.getBytes(StandardCharsets.UTF_8));
        }
        read(lines.iterator(), listener);
      }
    } catch (UncheckedIOException e) {
      throw unreachable(e.getCause());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static void read(Iterator<String> lines, Predicate<ServerEvent> listener)
      throws JsonProcessingException {
    String name = "message";
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        JsonNode data = Json.mapper().readTree(line.substring("data: ".length()));
        if (!listener.test(new ServerEvent(name, data))) {
          return;
        }
      }
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    return apiKey.isEmpty() ? request : request.header("Authorization", "Bearer " + apiKey);
  }

  private static HttpRequest.Builder with(HttpRequest.Builder request, @Nullable Object body) {
    if (body == null) {
      return request.POST(BodyPublishers.noBody());
    }
    return request.header("Content-Type", JSON).POST(BodyPublishers.ofByteArray(bytes(body)));
  }

  private static byte[] bytes(Object body) {
    try {
      return Json.mapper().writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body cannot be written as JSON", e);
    }
  }

  private JsonNode json(HttpRequest.Builder request) {
    byte[] body = send(request);
    try {
      return Json.mapper().readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("the server at " + base + " sent no JSON", e);
    }
  }

  private byte[] send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = answer(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() >= ERRORS_FROM) {
        throw refused(response.statusCode(), response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static RefusedException refused(int status, byte[] body) {
    try {
      return new RefusedException(status, Json.mapper().readTree(body));
    } catch (IOException e) {
      return new RefusedException(status, Json.mapper().createObjectNode());
    }
  }

  private ServerUnreachableException unreachable(@Nullable IOException e) {
    if (e instanceof SSLException) {
      return new ServerUnreachableException(
          "no trusted connection to "
              + base
              + " ("
              + e.getMessage()
              + "); name the file of the authority that signed its certificate with --ca-file or"
              + " SCHEDULER_CA_FILE, and the server by a name in the certificate",
          e);
    }
    return new ServerUnreachableException(
        "no server answers at "
            + base
            + "; start one with 'ai_scheduler serve' or name another with --url or SCHEDULER_URL",
        e == null ? new IOException("connection lost") : e);
  }

  private static UncheckedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new UncheckedIOException(new InterruptedIOException("interrupted while waiting"));
  }
}
