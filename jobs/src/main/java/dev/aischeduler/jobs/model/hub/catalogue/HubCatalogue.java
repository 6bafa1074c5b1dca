package dev.aischeduler.jobs.model.hub.catalogue;

import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The models that can be pulled by name: {@code catalogue.json} beside this class. Immutable.
 *
 * @param models in the order of the file
 */
public record HubCatalogue(List<CatalogueEntry> models) {
  private static final String RESOURCE = "catalogue.json";

  /** Copies the list. */
  public HubCatalogue {
    models = List.copyOf(models);
  }

  /** The catalogue that ships with the product. */
  public static HubCatalogue shipped() {
    try (InputStream in = HubCatalogue.class.getResourceAsStream(RESOURCE)) {
      return Json.mapper().readValue(in, HubCatalogue.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped " + RESOURCE + " cannot be read", e);
    }
  }

  /** The model of this name, or the first that lists this engine name. */
  public Optional<CatalogueEntry> find(String name) {
    return models.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .or(() -> models.stream().filter(model -> model.engines().contains(name)).findFirst());
  }
}
