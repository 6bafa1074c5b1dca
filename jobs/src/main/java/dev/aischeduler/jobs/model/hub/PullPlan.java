package dev.aischeduler.jobs.model.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.transfer.WantedFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pull will fetch.
 *
 * @param name of the folder to make
 * @param source with the revision that the files were listed at
 * @param generationConfig to add when the repository has none; null for nothing
 */
record PullPlan(
    String name,
    TaskType type,
    RepositoryRef source,
    String licence,
    List<WantedFile> files,
    @Nullable JsonNode generationConfig) {

  PullPlan {
    files = List.copyOf(files);
  }

  /** Bytes of all files. */
  long bytes() {
    return files.stream().mapToLong(WantedFile::size).sum();
  }
}
