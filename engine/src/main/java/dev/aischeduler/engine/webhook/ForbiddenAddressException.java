package dev.aischeduler.engine.webhook;

/** The name of a receiver leads to no address that may be called. */
public final class ForbiddenAddressException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param host name of the receiver
   */
  public ForbiddenAddressException(String host) {
    super(
        host
            + " leads to a private, local or reserved address; webhooks.allowed_networks allows"
            + " networks");
  }
}
