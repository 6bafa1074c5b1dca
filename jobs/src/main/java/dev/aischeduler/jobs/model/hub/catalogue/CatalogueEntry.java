package dev.aischeduler.jobs.model.hub.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.TaskType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be pulled by name.
 *
 * @param name its name for {@code models pull}
 * @param type wire name of its task type
 * @param title what it is, in a few words
 * @param engines engine names that it can be installed as
 * @param repository on the hub
 * @param revision the commit that the files were looked up at; {@code main} where none is known
 * @param licence of the weights
 * @param runs false for a model that this product knows but cannot run; the notes say why
 * @param approximateBytes of all files, where the exact size of one is not known; else null
 * @param notes what to know before pulling it
 * @param generationConfig a {@code generation_config.json} to add where the repository has none
 * @param files that it consists of
 */
public record CatalogueEntry(
    String name,
    String type,
    String title,
    List<String> engines,
    String repository,
    String revision,
    String licence,
    boolean runs,
    @Nullable Long approximateBytes,
    List<String> notes,
    @Nullable JsonNode generationConfig,
    List<CatalogueFile> files) {

  /** Copies the lists. */
  public CatalogueEntry {
    engines = List.copyOf(engines);
    notes = List.copyOf(notes);
    files = List.copyOf(files);
  }

  /** The task type. */
  public TaskType taskType() {
    return new TaskType(type);
  }

  /** The repository at its revision. */
  public RepositoryRef source() {
    return new RepositoryRef(repository, revision);
  }

  /** Whether {@link #bytes()} is exact. */
  public boolean exactSize() {
    return approximateBytes == null;
  }

  /** Bytes of all files. */
  public long bytes() {
    return approximateBytes != null
        ? approximateBytes
        : files.stream().mapToLong(file -> Objects.requireNonNull(file.size())).sum();
  }

  /** The deepest folder of the repository that holds all files; empty for its root. */
  public String folder() {
    String common = parent(files.get(0).path());
    for (CatalogueFile file : files) {
      while (!common.isEmpty() && !file.path().startsWith(common + "/")) {
        common = parent(common);
      }
    }
    return common;
  }

  private static String parent(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }
}
