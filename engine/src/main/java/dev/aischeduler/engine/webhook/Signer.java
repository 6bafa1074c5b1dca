package dev.aischeduler.engine.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages by the rules of Standard Webhooks: HMAC-SHA256 of id, time and body. Thread-safe.
 */
final class Signer {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private final List<SecretKeySpec> keys;

  /**
   * @param secrets as in {@code webhooks.secret}; empty for none
   */
  Signer(String secrets) {
    this.keys =
        Arrays.stream(secrets.split(","))
            .filter(secret -> !secret.isEmpty())
            .map(secret -> Base64.getDecoder().decode(secret.substring(PREFIX.length())))
            .map(key -> new SecretKeySpec(key, ALGORITHM))
            .toList();
  }

  /** Whether there is a secret. */
  boolean signs() {
    return !keys.isEmpty();
  }

  /**
   * The value of {@code webhook-signature}: one signature for each secret.
   *
   * @param id of the delivery
   * @param at when it is sent, in whole seconds
   */
  String sign(String id, Instant at, byte[] body) {
    byte[] head = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
    return keys.stream().map(key -> "v1," + sign(key, head, body)).collect(Collectors.joining(" "));
  }

  private static String sign(SecretKeySpec key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(head);
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
