package dev.aischeduler.web.api.sse;

/** A client has read its stream so slowly that events were lost. */
public final class SlowReaderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SlowReaderException() {
    super("the stream was read too slowly: events were lost");
  }
}
