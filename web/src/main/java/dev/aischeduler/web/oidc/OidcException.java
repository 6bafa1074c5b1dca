package dev.aischeduler.web.oidc;

/**
 * A login by the provider that does not succeed. The message is for the log: it names no token,
 * code or secret.
 */
final class OidcException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Whose fault it is. */
  enum Kind {
    /** The user is known and may not log in. */
    REFUSED("sso-refused"),
    /** The answer of the provider, or the way back from it, cannot be trusted. */
    UNTRUSTED("sso-failed"),
    /** The provider does not answer. */
    AWAY("sso-away");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** Its name for the form that is shown again. */
    String code() {
      return code;
    }
  }

  OidcException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
