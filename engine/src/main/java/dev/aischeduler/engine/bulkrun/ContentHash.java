package dev.aischeduler.engine.bulkrun;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of options and of a manifest while it is read. For one thread. */
final class ContentHash extends FilterInputStream {
  private final MessageDigest digest;
  private String all = "";

  ContentHash(String options, InputStream manifest) {
    this(options, manifest, sha256());
  }

  private ContentHash(String options, InputStream manifest, MessageDigest digest) {
    super(new DigestInputStream(manifest, digest));
    this.digest = digest;
    digest.update(options.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Reads what is left, and gives the hash in hex. */
  String ofAll() throws IOException {
    if (all.isEmpty()) {
      transferTo(OutputStream.nullOutputStream());
      all = HexFormat.of().formatHex(digest.digest());
    }
    return all;
  }

  /** A digest counts bytes once. */
  @Override
  public boolean markSupported() {
    return false;
  }
}
