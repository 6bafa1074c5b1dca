package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.cache.admission.ModelDevice;
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
  private final ModelLayouts layouts;
  private final ModelCache cache;
  private final List<ModelPool<?>> pools;

  /**
   * The models of a node.
   *
   * @param layouts tell the task type of a folder
   * @param pools one for each task type served here
   */
  public NodeModels(
      ModelCatalogue catalogue, ModelLayouts layouts, ModelCache cache, List<ModelPool<?>> pools) {
    this.catalogue = catalogue;
    this.layouts = layouts;
    this.cache = cache;
    this.pools = List.copyOf(pools);
  }

  /**
   * Every model that is installed or ships with the product, in memory or not, and those that were
   * removed while they are in memory.
   */
  public List<ModelStatus> list() {
    return models().map(model -> cache.models().view(model.all())).toList();
  }

  /** A model by the name of its folder. */
  public Optional<ManagedModel<?>> find(String name) {
    return models()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .map(model -> ManagedModel.of(cache, model));
  }

  private Stream<CachedModel<?>> models() {
    List<ModelFolder> installed = folders();
    Set<Path> known = installed.stream().map(ModelFolder::path).collect(Collectors.toSet());
    Stream<CachedModel<?>> removed =
        cache
            .models()
            .where(copy -> copy.present() && !known.contains(copy.folder().path()))
            .stream()
            .<CachedModel<?>>map(ModelCopy::model)
            .distinct();
    return Stream.concat(installed.stream().flatMap(folder -> copies(folder).stream()), removed);
  }

  /** An installed folder hides a miniature of its name. */
  private List<ModelFolder> folders() {
    Set<String> names = new HashSet<>();
    return catalogue.list().stream().filter(folder -> names.add(folder.name())).toList();
  }

  private Optional<CachedModel<?>> copies(ModelFolder folder) {
    TaskType type = layouts.typeOf(folder.path()).orElse(null);
    return pools.stream()
        .filter(pool -> pool.lane().equals(type))
        .findFirst()
        .map(pool -> pool.copies(folder));
  }

  /** How the memory of each device is used. */
  public List<DeviceMemoryUse> memoryUse() {
    return cache.models().devices().stream().map(this::holding).toList();
  }

  private DeviceMemoryUse holding(ModelDevice device) {
    List<DeviceMemoryUse.LaneMemoryUse> lanes =
        device.budgets().lanes().stream()
            .map(lane -> lane(device, lane))
            .filter(lane -> lane.budget() > 0 || lane.held() > 0)
            .toList();
    return new DeviceMemoryUse(
        device.device().name(), device.memory().use(), device.budgets().device(), lanes);
  }

  private DeviceMemoryUse.LaneMemoryUse lane(ModelDevice device, TaskType lane) {
    List<ModelStatus> models =
        cache
            .models()
            .where(r -> r.device().equals(device) && r.lane().equals(lane) && r.present())
            .stream()
            .map(copy -> cache.models().view(List.of(copy)))
            .filter(ModelStatus::inMemory)
            .toList();
    long held = models.stream().mapToLong(ModelStatus::footprintBytes).sum();
    return new DeviceMemoryUse.LaneMemoryUse(lane, device.budgets().of(lane), held, models);
  }
}
