package dev.aischeduler.web.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a secret that stands in a file of its own, as containers mount them. */
public final class SecretFile {
  private SecretFile() {}

  /**
   * The secret, without the end of its line.
   *
   * @param setting that names the file, for the error
   * @throws TlsException the file cannot be read
   */
  public static String read(String setting, Path file) {
    return new String(TlsFiles.read(setting, file), StandardCharsets.UTF_8).strip();
  }
}
