package dev.aischeduler.web.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small files of certificates and keys. */
final class TlsFiles {
  private static final int MOST_BYTES = 1 << 20;

  private TlsFiles() {}

  /**
   * The content of a file.
   *
   * @param setting that names it, for the error
   * @throws TlsException it is missing, unreadable or larger than 1 MiB
   */
  static byte[] read(String setting, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        throw new TlsException(setting, file + " is larger than 1 MiB; name another file", null);
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new TlsException(
          setting, "there is no file " + file.toAbsolutePath() + "; correct the path", e);
    } catch (IOException e) {
      throw new TlsException(
          setting, file + " cannot be read (" + e + "); check the rights of the file", e);
    }
  }
}
