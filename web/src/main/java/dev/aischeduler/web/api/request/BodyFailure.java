package dev.aischeduler.web.api.request;

import dev.aischeduler.web.api.reply.ApiException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;

/** Says in HTTP why the bytes of a body could not be read: as a rule its sender is to blame. */
final class BodyFailure {
  private BodyFailure() {}

  /** The answer to a body that was cut, is badly chunked, or came too slowly. */
  static ApiException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException
          || (cause instanceof HttpException http
              && http.getCode() == HttpStatus.REQUEST_TIMEOUT_408)) {
        return ApiException.of(408, "body-timeout", "the body stopped coming")
            .remedy("send the whole body without a pause");
      }
    }
    return ApiException.invalid("", "the body ended early or is not well-formed HTTP")
        .remedy("send as many bytes as Content-Length says, or proper chunks");
  }
}
