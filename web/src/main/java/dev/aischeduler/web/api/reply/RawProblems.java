package dev.aischeduler.web.api.reply;

import dev.aischeduler.web.api.view.Problem;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers with a problem document what is refused before any handler: broken HTTP, or a flood. */
public final class RawProblems implements Request.Handler {
  private final Headers headers;
  private final ErrorShape shape;

  /** Headers of an answer, by the path and the header Origin of the request. Thread-safe. */
  @FunctionalInterface
  public interface Headers {
    /** Names and values. */
    Map<String, String> of(String path, @Nullable String origin);
  }

  /**
   * For one server.
   *
   * @param headers that every answer has
   * @param shape for requests of clients who know another shape
   */
  public RawProblems(Headers headers, ErrorShape shape) {
    this.shape = shape;
    this.headers = headers;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = status(response.getStatus());
    boolean busy = status == 503;
    response.setStatus(status);
    String path = String.valueOf(Request.getPathInContext(request));
    headers
        .of(path, request.getHeaders().get(HttpHeader.ORIGIN))
        .forEach(response.getHeaders()::put);
    ApiException problem =
        busy
            ? ApiException.of(status, "unavailable", "this server has too many requests to answer")
                .remedy("send the request again in some seconds")
            : ApiException.of(
                status,
                "bad-http",
                "the request is not well-formed HTTP or exceeds a limit of the server");
    boolean other = shape.covers(path);
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, other ? "application/json" : "application/problem+json");
    Object document = other ? shape.document(problem) : document(problem);
    response.write(true, ByteBuffer.wrap(Replies.bytes(document)), callback);
    return true;
  }

  /** Nothing names the request yet, so no trace does. */
  private static Problem document(ApiException e) {
    return new Problem(
        URI.create("urn:ai-scheduler:problem:" + e.kind()),
        HttpStatus.forStatus(e.status()).getMessage(),
        e.status(),
        e.detail(),
        null,
        e.remedy(),
        null,
        null,
        null,
        null);
  }

  /**
   * A request line that is no HTTP/1.1, or a transfer coding that nobody knows, is the caller's
   * fault, though HTTP numbers it among those of the server.
   */
  private static int status(int found) {
    return switch (found) {
      case 501, 505 -> 400;
      default -> found < 400 ? 500 : found;
    };
  }
}
