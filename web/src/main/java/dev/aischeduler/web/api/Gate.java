package dev.aischeduler.web.api;

import dev.aischeduler.web.api.reply.ApiException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Closes before the server stops: from then on nothing new is accepted. Thread-safe. */
public final class Gate {
  private final AtomicBoolean draining = new AtomicBoolean();

  /** Accepts nothing new from now on. */
  public void close() {
    draining.set(true);
  }

  /** True while the server drains before it stops. */
  boolean isClosed() {
    return draining.get();
  }

  /**
   * Lets a submission pass.
   *
   * @throws ApiException 503 while draining
   */
  public void pass() {
    if (isClosed()) {
      throw ApiException.unavailable("this server is shutting down", 10)
          .remedy("send the request again in some seconds, or to another node");
    }
  }
}
