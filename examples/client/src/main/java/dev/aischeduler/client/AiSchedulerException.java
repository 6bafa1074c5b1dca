package dev.aischeduler.client;

/** A call did not succeed; thrown by {@link ClientResponse#orThrow} alone. */
public final class AiSchedulerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ClientResponse response;

  AiSchedulerException(ClientResponse response) {
    super(response.error(), response.cause());
    this.response = response;
  }

  /** What came of the call. */
  public ClientResponse response() {
    return response;
  }
}
