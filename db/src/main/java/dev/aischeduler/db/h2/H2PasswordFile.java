package dev.aischeduler.db.h2;

import dev.aischeduler.db.failure.DatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The generated password of an H2 database, next to its file and readable by its owner only. Two
 * processes that start at once agree on one password.
 *
 * @param path the file: one line of URL-safe Base64
 */
record H2PasswordFile(Path path) {
  private static final int PASSWORD_BYTES = 24;

  /**
   * The password.
   *
   * @throws DatabaseException if the file is missing
   */
  String read() {
    try {
      return Files.readString(path, StandardCharsets.US_ASCII).strip();
    } catch (NoSuchFileException e) {
      throw new DatabaseException(
          "The password of the database is missing: no file "
              + path
              + ". Restore it from the backup of the database, or set database.password; if there is"
              + " no database yet, start the server once",
          e);
    } catch (IOException e) {
      throw new DatabaseException(
          "Cannot read " + path + "; run as the user who owns it (" + e + ")", e);
    }
  }

  /** The password; the first call generates it. */
  String readOrCreate() {
    if (Files.exists(path)) {
      return read();
    }
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    try {
      Path folder = path.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      // createTempFile gives mode 600; a link, unlike a rename, never replaces a file.
      Path draft = Files.createTempFile(folder, ".password", ".tmp");
      try {
        Files.writeString(draft, password + "\n", StandardCharsets.US_ASCII);
        Files.createLink(path, draft);
      } finally {
        Files.delete(draft);
      }
      return password;
    } catch (FileAlreadyExistsException e) {
      return read();
    } catch (IOException | UncheckedIOException e) {
      throw new DatabaseException(
          "Cannot write the database password to " + path + "; make the folder writable", e);
    }
  }
}
