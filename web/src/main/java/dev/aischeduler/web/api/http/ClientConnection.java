package dev.aischeduler.web.api.http;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one request. A caller who waits for an answer sends nothing, so the HTTP server
 * does not read and would not notice that it hangs up; this looks. Thread-safe.
 */
public interface ClientConnection {
  /** The connection that a request came on. */
  static ClientConnection of(Context ctx) {
    return (ClientConnection)
        ServletContextRequest.getServletContextRequest(ctx.req())
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
  }

  /**
   * Watches for the client to close its side while its request is handled. Its body must have been
   * read; one watch at a time.
   *
   * @param gone runs at most once, on a thread of the HTTP server; must not block
   */
  void watch(Runnable gone);

  /** Watches no more; to be called before the answer is complete. */
  void unwatch();

  /** Closes the connection at once, whatever is still to be written. */
  void abort();

  /** Name of the server that the client encrypts for (SNI); null when it named none. */
  @Nullable String requestedName();
}
