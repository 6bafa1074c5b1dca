package dev.aischeduler.web.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What every change within a session must repeat. It goes out under a random mask, another one each
 * time: in compressed answers the length tells what repeats, and a value that never stands in them
 * twice cannot be found out by it (the attack BREACH). Immutable.
 */
public final class CsrfToken {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String value;

  /**
   * A token.
   *
   * @param value 64 hexadecimal digits
   */
  CsrfToken(String value) {
    this.value = value;
  }

  /** The token under a fresh mask: 86 characters that are safe in an address. */
  public String masked() {
    byte[] both = new byte[2 * BYTES];
    RANDOM.nextBytes(both);
    byte[] token = HexFormat.of().parseHex(value);
    for (int i = 0; i < BYTES; i++) {
      both[BYTES + i] = (byte) (both[i] ^ token[i]);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
  }

  /**
   * Whether a text is this token under some mask; the time that it takes does not tell where they
   * differ.
   */
  public boolean isUnder(String masked) {
    byte[] both;
    try {
      both = Base64.getUrlDecoder().decode(masked);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (both.length != 2 * BYTES) {
      return false;
    }
    byte[] token = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      token[i] = (byte) (both[i] ^ both[BYTES + i]);
    }
    return Secret.same(HexFormat.of().formatHex(token), value);
  }
}
