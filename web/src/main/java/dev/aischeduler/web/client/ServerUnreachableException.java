package dev.aischeduler.web.client;

/** No server answers at the address. */
public final class ServerUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the address and the remedy. */
  public ServerUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
