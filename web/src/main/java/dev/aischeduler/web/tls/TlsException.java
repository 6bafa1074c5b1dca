package dev.aischeduler.web.tls;

import org.jspecify.annotations.Nullable;

/** A certificate or its key cannot be used; the message names the setting, file and remedy. */
public final class TlsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TlsException(String setting, String why, @Nullable Throwable cause) {
    super(setting + ": " + why, cause);
  }
}
