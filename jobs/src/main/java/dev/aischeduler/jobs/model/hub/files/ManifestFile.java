package dev.aischeduler.jobs.model.hub.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file as it was when the model was installed.
 *
 * @param path place in the model's folder
 * @param size bytes
 * @param sha256 of the content, lower-case hex
 */
public record ManifestFile(String path, long size, String sha256) {

  /** A file as it is now. */
  public static ManifestFile of(String path, Path file) throws IOException {
    return new ManifestFile(path, Files.size(file), Checksum.sha256(file));
  }
}
