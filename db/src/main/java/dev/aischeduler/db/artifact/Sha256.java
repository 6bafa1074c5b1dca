package dev.aischeduler.db.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Digests as addresses: 64 lower-case hex characters. */
final class Sha256 {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static boolean isValid(String sha256) {
    return HEX.matcher(sha256).matches();
  }

  /** The argument, which may have come from a URL and becomes part of a path. */
  static String check(String sha256) {
    if (!isValid(sha256)) {
      throw new IllegalArgumentException("A content address has 64 characters 0-9a-f");
    }
    return sha256;
  }
}
