package dev.aischeduler.jobs.model.hub.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer after all redirects.
 *
 * @param status HTTP status of the last hop
 * @param first headers of the first hop, which is always the hub itself
 * @param last headers of the last hop
 * @param uri address of the last hop
 * @param body still arriving; closing the answer discards it
 */
public record HubResponse(
    int status, HttpHeaders first, HttpHeaders last, URI uri, ResponseBody body)
    implements AutoCloseable {

  /** A header of the last hop. */
  public Optional<String> header(String name) {
    return last.firstValue(name);
  }

  /** The next piece of the body; null at its end. */
  public @Nullable List<ByteBuffer> next() throws HubException, InterruptedException {
    return body.next();
  }

  @Override
  public void close() {
    body.close();
  }
}
