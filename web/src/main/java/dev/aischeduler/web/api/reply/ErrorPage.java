package dev.aischeduler.web.api.reply;

import io.javalin.http.Context;

/** Tells a reader at a browser in a page what went wrong. Thread-safe. */
@FunctionalInterface
public interface ErrorPage {

  /**
   * Answers with a page, if the request is one for a page by somebody who is known.
   *
   * @return false when nothing was answered
   */
  boolean show(Context ctx, ApiException problem);
}
