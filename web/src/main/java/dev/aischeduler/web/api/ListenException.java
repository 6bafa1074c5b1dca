package dev.aischeduler.web.api;

/** The server cannot listen where it is told to; the message names the address and the remedy. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListenException(String host, int port, Throwable cause) {
    super(
        "cannot listen on "
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + port
            + " ("
            + cause.getMessage()
            + "): another program uses the port, it needs more rights, or the address is not of"
            + " this machine; choose another with --port or server.port, --host or server.host",
        cause);
  }

  ListenException(String host, String why) {
    super("does not listen on " + host + ": " + why);
  }
}
