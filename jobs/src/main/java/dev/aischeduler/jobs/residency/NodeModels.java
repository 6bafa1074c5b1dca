package dev.aischeduler.jobs.residency;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.FolderType;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** Every model that is installed or ships with the product, in memory or not. */
  public List<ResidentView> list() {
    return folders().stream()
        .flatMap(folder -> copies(folder).stream())
        .map(model -> residency.residents().view(model.all()))
        .toList();
  }

  /** A model by the name of its folder. */
  public Optional<ManagedModel<?>> find(String name) {
    return folders().stream()
        .filter(folder -> folder.name().equals(name))
        .findFirst()
        .flatMap(this::copies)
        .map(model -> ManagedModel.of(residency, model));
  }

  /** An installed folder hides a miniature of its name. */
  private List<ModelFolder> folders() {
    Set<String> names = new HashSet<>();
    return catalogue.list().stream().filter(folder -> names.add(folder.name())).toList();
  }

  private Optional<ModelCopies<?>> copies(ModelFolder folder) {
    TaskType type = FolderType.of(folder.path());
    return pools.stream()
        .filter(pool -> pool.lane() == type)
        .findFirst()
        .map(pool -> pool.copies(folder));
  }

  /** Who holds the memory of each device. */
  public List<DeviceHolding> holdings() {
    return residency.residents().places().stream().map(this::holding).toList();
  }

  private DeviceHolding holding(Place place) {
    List<DeviceHolding.LaneHolding> lanes =
        Arrays.stream(TaskType.values())
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
            .where(r -> r.place().equals(place) && r.lane() == lane && r.present())
            .stream()
            .map(copy -> residency.residents().view(List.of(copy)))
            .filter(ResidentView::resident)
            .toList();
    long held = models.stream().mapToLong(ResidentView::footprintBytes).sum();
    return new DeviceHolding.LaneHolding(lane, place.budgets().of(lane), held, models);
  }
}
