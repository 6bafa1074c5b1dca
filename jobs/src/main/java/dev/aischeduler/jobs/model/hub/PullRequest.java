package dev.aischeduler.jobs.model.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import dev.aischeduler.jobs.model.hub.catalogue.HubCatalogue;
import dev.aischeduler.jobs.model.hub.catalogue.ModelNameException;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model to pull: one of the catalogue by {@code name}, or any repository by {@code source},
 * {@code as} and {@code type}.
 *
 * @param name that {@code models list} shows, or an engine name
 * @param source {@code hf:owner/name[@revision]}
 * @param as the name to install it under
 * @param type wire name of the task type that it is for
 * @param include patterns that pick one of several weights; null for none
 */
public record PullRequest(
    @Nullable String name,
    @Nullable String source,
    @Nullable String as,
    @Nullable String type,
    @Nullable List<String> include) {

  /**
   * Refuses what cannot be pulled.
   *
   * @param layouts of the task types whose models can be installed
   * @throws InvalidRequestException names the field
   */
  public void check(ModelLayouts layouts) {
    if ((name == null) == (source == null)) {
      throw new InvalidRequestException("name", "give either name, or source with as and type");
    }
    if (name != null) {
      requireAbsent("type", type);
      requireAbsent("include", include);
      if (entry().isEmpty()) {
        throw new InvalidRequestException(
            "name",
            "no model '" + name + "' is in the catalogue; source takes any repository of the hub");
      }
    } else {
      reference();
      taskType(layouts);
      if (as == null) {
        throw new InvalidRequestException("as", "must name the model, for requests to refer to it");
      }
    }
    if (!ModelCatalogue.isName(target())) {
      throw new InvalidRequestException(
          name != null && as == null ? "name" : "as",
          "is not a valid model name: letters, digits, dots, dashes and underscores, at most 64");
    }
  }

  private static void requireAbsent(String field, @Nullable Object value) {
    if (value != null) {
      throw new InvalidRequestException(field, "belongs to source alone; leave it out with name");
    }
  }

  /** The name that it is installed under. */
  public String target() {
    return as != null ? as : String.valueOf(name);
  }

  /** The model of the catalogue; empty for a repository. */
  public Optional<CatalogueEntry> entry() {
    return name == null ? Optional.empty() : HubCatalogue.shipped().find(name);
  }

  private RepositoryRef reference() {
    try {
      return RepositoryRef.parse(String.valueOf(source));
    } catch (ModelNameException e) {
      throw new InvalidRequestException("source", String.valueOf(e.getMessage()));
    }
  }

  private TaskType taskType(ModelLayouts layouts) {
    return layouts
        .find(String.valueOf(type))
        .orElseThrow(
            () -> new InvalidRequestException("type", "must be one of " + layouts.names()));
  }

  /**
   * Pulls it as the command {@code models pull} does.
   *
   * @throws InvalidRequestException as for {@link #check}
   */
  Manifest pull(ModelHub hub, TransferListener listener) throws IOException, InterruptedException {
    check(hub.layouts());
    Optional<CatalogueEntry> entry = entry();
    return entry.isPresent()
        ? hub.pull(entry.get(), target(), listener)
        : hub.pull(
            reference(),
            taskType(hub.layouts()),
            target(),
            include == null ? List.of() : include,
            listener);
  }

  /** For a system job. */
  String toJson() {
    try {
      return Json.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a pull", e);
    }
  }
}
