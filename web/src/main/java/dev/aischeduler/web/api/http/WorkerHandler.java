package dev.aischeduler.web.api.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Hands each request to the workers, so that the threads of the HTTP server never wait; requests
 * for the node's health go to workers of their own, which no other request can take. Thread-safe.
 */
public final class WorkerHandler extends Handler.Wrapper {
  private static final int BUSY = 503;

  private final Workers workers;
  private final Workers reserve;
  private final Set<String> reserved;

  /**
   * A handler around all others.
   *
   * @param reserve workers for the reserved paths only
   * @param reserved paths that are answered from the reserve
   */
  public WorkerHandler(Workers workers, Workers reserve, Set<String> reserved) {
    this.workers = workers;
    this.reserve = reserve;
    this.reserved = reserved;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    BufferedRequest buffered = new BufferedRequest(request);
    Workers those = reserved.contains(Request.getPathInContext(request)) ? reserve : workers;
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
