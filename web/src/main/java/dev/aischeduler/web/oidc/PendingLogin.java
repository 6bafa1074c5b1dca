package dev.aischeduler.web.oidc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a browser keeps from the begin of a login until the provider sends it back, in a cookie: so
 * that any node may take it back. Immutable.
 *
 * @param state that the provider returns
 * @param nonce that the ID token must repeat
 * @param verifier of PKCE, which only this browser can show; a secret
 * @param next path that the reader wanted
 */
record PendingLogin(String state, String nonce, String verifier, String next) {
  private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int PARTS = 4;
  private static final int LONGEST_NEXT = 1000;

  /** The cookie of this login. */
  String text() {
    String path = next.length() > LONGEST_NEXT ? "/" : next;
    return String.join(
        ".",
        state,
        nonce,
        verifier,
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(path.getBytes(StandardCharsets.UTF_8)));
  }

  /** The login that a cookie stands for; empty when it is none of ours. */
  static Optional<PendingLogin> parse(String text) {
    List<String> parts = List.of(text.split("\\.", -1));
    if (parts.size() != PARTS
        || !parts.subList(0, PARTS - 1).stream().allMatch(p -> RANDOM.matcher(p).matches())) {
      return Optional.empty();
    }
    try {
      String next =
          new String(Base64.getUrlDecoder().decode(parts.get(PARTS - 1)), StandardCharsets.UTF_8);
      return Optional.of(new PendingLogin(parts.get(0), parts.get(1), parts.get(2), next));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Leaves the secrets out, so that no log can show them. */
  @Override
  public String toString() {
    return "PendingLogin[next=" + next + "]";
  }
}
