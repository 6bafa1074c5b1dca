package dev.aischeduler.jobs.residency;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.FolderType;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All models of this node, for operators. Thread-safe. */
public final class NodeModels {
  private final ModelCatalogue catalogue;
  private final Residency residency;
  private final List<ModelPool<?>> pools;

  /**
   * The models of a node.
   *
   * @param pools one for each task type served here
   */
  public NodeModels(ModelCatalogue catalogue, Residency residency, List<ModelPool<?>> pools) {
    this.catalogue = catalogue;
    this.residency = residency;
    this.pools = List.copyOf(pools);
  }

  /**
   * Every model that is installed or ships with the product, in memory or not, and those that were
   * removed while they are in memory.
   */
  public List<ResidentView> list() {
    return models().map(model -> residency.residents().view(model.all())).toList();
  }

  /** A model by the name of its folder. */
  public Optional<ManagedModel<?>> find(String name) {
    return models()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .map(model -> ManagedModel.of(residency, model));
  }

  private Stream<ModelCopies<?>> models() {
    List<ModelFolder> installed = folders();
    Set<Path> known = installed.stream().map(ModelFolder::path).collect(Collectors.toSet());
    Stream<ModelCopies<?>> removed =
        residency
            .residents()
            .where(copy -> copy.present() && !known.contains(copy.folder().path()))
            .stream()
            .<ModelCopies<?>>map(Resident::model)
            .distinct();
    return Stream.concat(installed.stream().flatMap(folder -> copies(folder).stream()), removed);
  }

  /** An installed folder hides a miniature of its name. */
  private List<ModelFolder> folders() {
    Set<String> names = new HashSet<>();
    return catalogue.list().stream().filter(folder -> names.add(folder.name())).toList();
  }

  private Optional<ModelCopies<?>> copies(ModelFolder folder) {
    TaskType type = FolderType.of(folder.path());
    return pools.stream()
        .filter(pool -> pool.lane().equals(type))
        .findFirst()
        .map(pool -> pool.copies(folder));
  }

  /** Who holds the memory of each device. */
  public List<DeviceHolding> holdings() {
    return residency.residents().places().stream().map(this::holding).toList();
  }

  private DeviceHolding holding(Place place) {
    List<DeviceHolding.LaneHolding> lanes =
        place.budgets().lanes().stream()
            .map(lane -> lane(place, lane))
            .filter(lane -> lane.budget() > 0 || lane.held() > 0)
            .toList();
    return new DeviceHolding(
        place.device().name(), place.memory().use(), place.budgets().device(), lanes);
  }

  private DeviceHolding.LaneHolding lane(Place place, TaskType lane) {
    List<ResidentView> models =
        residency
            .residents()
            .where(r -> r.place().equals(place) && r.lane().equals(lane) && r.present())
            .stream()
            .map(copy -> residency.residents().view(List.of(copy)))
            .filter(ResidentView::resident)
            .toList();
    long held = models.stream().mapToLong(ResidentView::footprintBytes).sum();
    return new DeviceHolding.LaneHolding(lane, place.budgets().of(lane), held, models);
  }
}
