package dev.aischeduler.web.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A random secret of 256 bits, as its owner keeps it. Never stored: the database has its SHA-256.
 *
 * <p>A fast hash is right here. Slow ones such as Argon2 make guessing of passwords dear, which
 * people choose from few; nobody guesses 256 random bits, however fast, and every request pays for
 * the hash.
 */
public record Secret(String text) {
  private static final int BYTES = 32;
  private static final int SHOWN = 12;
  private static final int LONGEST = 256;

  /**
   * A new one.
   *
   * @param kind what it begins with, so that people and scanners of leaks know it
   */
  public static Secret random(String kind) {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(kind + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** How it begins, for people: 8 of its characters, which leave more than 200 bits to guess. */
  public String prefix() {
    return text.substring(0, Math.min(SHOWN, text.length()));
  }

  /** Its SHA-256 as 64 hexadecimal digits. */
  public String hash() {
    return hash(text);
  }

  /**
   * The SHA-256 of what somebody gave for a secret; of its first 256 characters if it is longer.
   */
  public static String hash(String given) {
    String bounded = given.length() > LONGEST ? given.substring(0, LONGEST) : given;
    return HexFormat.of().formatHex(digest(bounded));
  }

  /** Compares two texts in a time that does not tell where they differ. */
  public static boolean same(String a, String b) {
    return MessageDigest.isEqual(digest(a), digest(b));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Shows no more than its beginning. */
  @Override
  public String toString() {
    return prefix() + "...";
  }
}
