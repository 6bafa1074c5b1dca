package dev.aischeduler.jobs.model.hub.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums of files. */
public final class Checksum {
  private static final int BUFFER = 1 << 20;

  private Checksum() {}

  /** SHA-256 of a file, lower-case hex. */
  public static String sha256(Path file) throws IOException {
    return digest(file, algorithm("SHA-256"));
  }

  /** Git's id of a file's content: SHA-1 of {@code "blob SIZE\0"} and the content. */
  public static String gitId(Path file) throws IOException {
    MessageDigest digest = algorithm("SHA-1");
    digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    return digest(file, digest);
  }

  private static String digest(Path file, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + name, e);
    }
  }
}
