package dev.aischeduler.jobs.model.hub.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where an installed model came from and what it consists of: {@value #FILE} in its folder.
 *
 * @param name of the model, also of its folder, at that time
 * @param type wire name of its task type
 * @param source repository on the hub, or the folder that it was imported from
 * @param revision of the repository; empty for a folder
 * @param licence of the weights; {@code unknown} when it is not known
 * @param installedAt when
 * @param files all files but this one
 */
public record Manifest(
    String name,
    String type,
    String source,
    String revision,
    String licence,
    Instant installedAt,
    List<ManifestFile> files) {

  /** Name of the file in a model's folder. */
  public static final String FILE = "manifest.json";

  /** Copies the list. */
  public Manifest {
    files = List.copyOf(files);
  }

  /** Bytes of all files. */
  public long bytes() {
    return files.stream().mapToLong(ManifestFile::size).sum();
  }

  /**
   * The manifest of a model's folder; empty for one that was put there by hand.
   *
   * @throws DamagedModelException when it is there but cannot be read
   */
  public static Optional<Manifest> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(file.toFile(), Manifest.class));
    } catch (JsonProcessingException e) {
      throw new DamagedModelException(
          file + " cannot be read (" + e.getOriginalMessage() + "); install the model again");
    }
  }

  /** Writes it into a model's folder. */
  public void write(Path folder) throws IOException {
    byte[] json = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    Files.write(folder.resolve(FILE), json);
  }
}
