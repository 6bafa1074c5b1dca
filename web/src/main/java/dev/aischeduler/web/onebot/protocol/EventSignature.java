package dev.aischeduler.web.onebot.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of posted events: {@code X-Signature: sha1=} and the HMAC-SHA1 of the body as it
 * was sent. OneBot v11 knows no other; as a MAC it is sound. Immutable.
 */
public final class EventSignature {
  /** Header that carries it. */
  public static final String HEADER = "X-Signature";

  private static final String ALGORITHM = "HmacSHA1";
  private static final String PREFIX = "sha1=";

  private final byte[] secret;

  /**
   * @param secret not empty
   */
  public EventSignature(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** What the header of a body must say. */
  public String of(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return PREFIX + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Whether a header signs a body; the time it takes does not tell where it differs. */
  public boolean signs(byte[] body, String header) {
    return MessageDigest.isEqual(
        of(body).getBytes(StandardCharsets.UTF_8),
        header.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }
}
