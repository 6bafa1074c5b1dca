package dev.aischeduler.web.cli.models;

import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import dev.aischeduler.jobs.model.hub.catalogue.HubCatalogue;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The models that a machine has or could have.
 *
 * @param models installed ones, miniatures, then those that can be pulled
 * @param engines what each configured engine name resolves to
 */
record ModelInventory(List<Model> models, List<Use> engines) {

  /**
   * One model.
   *
   * @param type wire name of its task type; empty when nobody recorded it
   * @param state {@code installed}, {@code miniature} or {@code available}
   * @param bytes on the disk or to fetch
   * @param licence of the weights; {@code unknown} when nobody recorded it
   * @param source repository at a revision, or folder; empty when nobody recorded it
   * @param runs false for one that this product cannot run
   * @param engines engine names that it serves when it is pulled by them
   * @param inUseBy wire names of the task types whose configured engine it is
   * @param notes what to know before pulling it
   */
  record Model(
      String name,
      String type,
      String state,
      long bytes,
      String licence,
      String source,
      boolean runs,
      List<String> engines,
      List<String> inUseBy,
      List<String> notes) {}

  /** What an engine name resolves to. */
  record Use(String type, String engine, String model) {}

  /** Looks around. */
  static ModelInventory of(ModelTools tools) throws IOException {
    List<Use> uses =
        tools.settings().engines().byType().keySet().stream()
            .map(
                type -> {
                  String engine = tools.settings().engines().of(type);
                  String model = tools.catalogue().configured(type, engine).name();
                  return new Use(type.wireName(), engine, model);
                })
            .toList();
    List<Model> models = new ArrayList<>();
    for (ModelFolder folder : tools.catalogue().list()) {
      models.add(present(folder, uses));
    }
    List<String> present = models.stream().map(Model::name).toList();
    HubCatalogue.shipped().models().stream()
        .filter(entry -> !present.contains(entry.name()))
        .forEach(entry -> models.add(available(entry)));
    return new ModelInventory(List.copyOf(models), uses);
  }

  private static Model present(ModelFolder folder, List<Use> uses) throws IOException {
    Optional<Manifest> manifest = Manifest.read(folder.path());
    List<String> users =
        uses.stream().filter(u -> u.model().equals(folder.name())).map(Use::type).toList();
    return new Model(
        folder.name(),
        manifest.map(Manifest::type).orElse(folder.miniature() ? miniatureType(folder) : ""),
        folder.miniature() ? "miniature" : "installed",
        manifest.isPresent() ? manifest.get().bytes() : bytes(folder.path()),
        manifest
            .map(Manifest::licence)
            .orElse(folder.miniature() ? "Apache-2.0, see NOTICE" : "unknown"),
        manifest
            .map(m -> m.source() + (m.revision().isEmpty() ? "" : "@" + m.revision()))
            .orElse(""),
        true,
        List.of(),
        users,
        List.of());
  }

  private static String miniatureType(ModelFolder folder) {
    return folder.name().replace("-mini", "");
  }

  private static Model available(CatalogueEntry entry) {
    return new Model(
        entry.name(),
        entry.type(),
        "available",
        entry.bytes(),
        entry.licence(),
        entry.source().toString(),
        entry.runs(),
        entry.engines(),
        List.of(),
        entry.notes());
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(ModelInventory::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
