package dev.aischeduler.web.api.guard;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What inline scripts of a page must carry to be run: random, and another for each answer. */
public final class CspNonce {
  private static final String ATTRIBUTE = "csp-nonce";
  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private CspNonce() {}

  /** The nonce of this answer, the same for the whole request. */
  public static String of(Context ctx) {
    @Nullable String known = ctx.attribute(ATTRIBUTE);
    if (known != null) {
      return known;
    }
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    ctx.attribute(ATTRIBUTE, fresh);
    return fresh;
  }
}
