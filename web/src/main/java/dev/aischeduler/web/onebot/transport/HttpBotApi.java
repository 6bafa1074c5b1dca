package dev.aischeduler.web.onebot.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.onebot.protocol.ApiReply;
import dev.aischeduler.web.onebot.protocol.BotApi;
import dev.aischeduler.web.onebot.protocol.NotSentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API of a bot. Its address is the operator's, so private ones are called as well.
 * Thread-safe.
 */
public final class HttpBotApi implements BotApi {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 4 << 20;
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String address;
  private final String token;

  /** The API at {@code bot.onebot.api_url}, which is set. */
  public HttpBotApi(Settings.OneBot settings) {
    this.address = settings.apiUrl().replaceAll("/+$", "");
    this.token = settings.accessToken();
  }

  /** An answer's body, which must not be endless. */
  private static final class Body implements Consumer<Optional<byte[]>> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void accept(Optional<byte[]> part) {
      part.ifPresent(bytes::writeBytes);
      if (bytes.size() > MOST_BYTES) {
        throw new IllegalStateException("the bot's answer is too long");
      }
    }

    JsonNode json() {
      try {
        return Json.mapper().readTree(bytes.toByteArray());
      } catch (IOException e) {
        throw new UncheckedIOException("the bot's answer is no JSON", e);
      }
    }
  }

  @Override
  public CompletableFuture<ApiReply> call(String action, ObjectNode parameters) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/" + action))
            .timeout(CALL)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(parameters.toString()));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    Body body = new Body();
    return client
        .sendAsync(request.build(), BodyHandlers.ofByteArrayConsumer(body))
        .handle((answer, error) -> reply(answer == null ? null : answer.statusCode(), body, error));
  }

  /** What a status says of the call itself: refused, or not known. */
  private static ApiReply reply(@Nullable Integer status, Body body, @Nullable Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      throw new NotSentException("the bot's HTTP API cannot be reached: " + cause);
    }
    if (status == null || status >= SERVER_ERROR) {
      throw new CompletionException("the bot's HTTP API did not answer in order: " + status, cause);
    }
    return status == OK
        ? ApiReply.of(body.json())
        : new ApiReply(status, MissingNode.getInstance());
  }
}
