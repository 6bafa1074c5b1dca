package dev.aischeduler.jobs.model.hub.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * A file of a named model.
 *
 * @param path place in the repository
 * @param to place in the model's folder; null when it is the same
 * @param size bytes; null where only the hub knows
 * @param sha256 lower-case hex; null where only the hub knows
 */
public record CatalogueFile(
    String path, @Nullable String to, @Nullable Long size, @Nullable String sha256) {

  /** Place in the model's folder. */
  public String target() {
    return to == null ? path : to;
  }
}
