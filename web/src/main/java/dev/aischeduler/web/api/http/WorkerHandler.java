package dev.aischeduler.web.api.http;

import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Hands each request to the workers, so that the threads of the HTTP server never wait; requests
 * for reserved paths go to workers of their own, which no other path can take. Thread-safe.
 */
public final class WorkerHandler extends Handler.Wrapper {
  private static final int BUSY = 503;

  private final Workers workers;
  private final Map<String, Workers> reserved;

  /**
   * A handler around all others.
   *
   * @param reserved paths that have workers of their own
   */
  public WorkerHandler(Workers workers, Map<String, Workers> reserved) {
    this.workers = workers;
    this.reserved = reserved;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    BufferedRequest buffered = new BufferedRequest(request);
    Workers those = reserved.getOrDefault(Request.getPathInContext(request), workers);
    if (!those.offer(() -> run(buffered, response, callback))) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 2);
      Response.writeError(request, response, callback, BUSY);
    }
    return true;
  }

  private void run(BufferedRequest request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
