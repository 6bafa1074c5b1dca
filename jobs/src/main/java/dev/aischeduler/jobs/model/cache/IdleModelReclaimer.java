package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.jobs.model.MemoryReclaimer;
import dev.aischeduler.jobs.model.cache.admission.ModelDevice;
import java.util.List;

/** Evicts idle models from the device of a running one. Thread-safe. */
record IdleModelReclaimer(CachedModels models, ModelCopy<?> copy) implements MemoryReclaimer {

  @Override
  public boolean reclaim() {
    List<EvictedModel> freed =
        models.evict(
            r -> r != copy && r.device().equals(copy.device()) && r.footprint().evictable(),
            "model " + copy.name() + " ran out of memory");
    freed.forEach(EvictedModel::close);
    return !freed.isEmpty();
  }

  @Override
  public boolean heldByOthers() {
    ModelDevice device = copy.device();
    long promised = device.budgets().of(copy.lane()) - models.held(device, copy.lane(), null);
    return promised > device.memory().use().free();
  }
}
