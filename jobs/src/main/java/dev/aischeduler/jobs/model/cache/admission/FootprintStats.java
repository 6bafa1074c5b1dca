package dev.aischeduler.jobs.model.cache.admission;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.model.ModelStat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Measured footprints and load statistics of the models on one device, for admission, and stored
 * for later processes and for people. Thread-safe.
 */
public final class FootprintStats {
  private final String device;
  private final Consumer<ModelStat> writer;
  private final Map<String, ModelStat> stats = new ConcurrentHashMap<>();

  /**
   * Statistics of one device.
   *
   * @param known what earlier processes wrote, of any device
   * @param writer takes each change; called on threads that must not wait for a database
   */
  public FootprintStats(String device, Iterable<ModelStat> known, Consumer<ModelStat> writer) {
    this.device = device;
    this.writer = writer;
    for (ModelStat stat : known) {
      if (stat.device().equals(device)) {
        stats.put(stat.model(), stat);
      }
    }
  }

  /** The statistics of a model. */
  public ModelStat of(String model, TaskType type) {
    return fitting(stats.get(model), model, type);
  }

  /** Records a change. */
  public void record(String model, TaskType type, UnaryOperator<ModelStat> change) {
    writer.accept(
        stats.compute(model, (name, before) -> change.apply(fitting(before, name, type))));
  }

  /** A model of another type has only the name in common. */
  private ModelStat fitting(@Nullable ModelStat known, String model, TaskType type) {
    return known != null && known.type().equals(type)
        ? known
        : ModelStat.unknown(device, model, type);
  }
}
