package dev.aischeduler.web.cli.models;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import dev.aischeduler.jobs.model.hub.catalogue.HubCatalogue;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.web.cli.exit.BadValueException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Downloads a model of the catalogue, or any repository.
 *
 * @param hub its address, for messages
 */
record ModelPull(ModelTools tools, String hub, TransferProgress progress) {

  /**
   * Downloads and installs a model.
   *
   * @param name to install it under; null for its own
   * @param type wire name of its task type; needed for a repository only
   * @param include patterns of weights; of a repository only
   * @throws BadValueException when an option is missing or the model unknown
   */
  Manifest pull(String model, @Nullable String name, @Nullable String type, List<String> include)
      throws IOException, InterruptedException {
    return RepositoryRef.isWritten(model)
        ? repository(model, name, type, include)
        : ofCatalogue(model, name);
  }

  private Manifest repository(
      String model, @Nullable String name, @Nullable String type, List<String> include)
      throws IOException, InterruptedException {
    ModelLayouts layouts = tools.hub().layouts();
    if (name == null || type == null) {
      throw new BadValueException(
          "a repository needs --as NAME and --type, one of " + layouts.names());
    }
    TaskType use =
        layouts
            .find(type.toLowerCase(Locale.ROOT))
            .orElseThrow(() -> new BadValueException("--type must be one of " + layouts.names()));
    RepositoryRef ref = RepositoryRef.parse(model);
    progress.noted("asking " + hub + " for " + ref);
    return tools.hub().pull(ref, use, name, include, progress);
  }

  private Manifest ofCatalogue(String model, @Nullable String name)
      throws IOException, InterruptedException {
    CatalogueEntry entry =
        HubCatalogue.shipped()
            .find(model)
            .orElseThrow(
                () ->
                    new BadValueException(
                        "the catalogue has no model '"
                            + model
                            + "'; 'ai_scheduler models list' shows all of it, and"
                            + " hf:owner/name names any other"));
    ModelReports.announced(entry).forEach(progress::noted);
    progress.noted("asking " + hub);
    return tools.hub().pull(entry, name == null ? model : name, progress);
  }
}
