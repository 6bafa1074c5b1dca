package dev.aischeduler.web.page.models;

import dev.aischeduler.engine.system.SystemJob;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import dev.aischeduler.web.api.view.DeviceMemoryView;
import dev.aischeduler.web.api.view.ModelView;
import java.util.List;

/**
 * What the page of the models shows.
 *
 * @param models installed ones and miniatures, in memory or not
 * @param memory who holds the memory of each device
 * @param catalogue models that can be pulled by name
 * @param pulls the latest ones
 * @param types task types whose models can be pulled
 */
public record ModelsView(
    List<ModelView> models,
    List<DeviceMemoryView> memory,
    List<CatalogueEntry> catalogue,
    List<Pull> pulls,
    List<String> types) {

  /** A pull of a model of this name. */
  public record Pull(String name, SystemJob job) {}
}
