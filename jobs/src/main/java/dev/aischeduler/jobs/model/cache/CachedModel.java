package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelLoadException;
import dev.aischeduler.jobs.model.cache.admission.ModelDevice;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A model that was asked for, and its copies: one for each device that its lane runs on, in memory
 * or not. Guarded by the lock of {@link CachedModels}.
 *
 * @param <T> the loaded model
 */
final class CachedModel<T extends LoadedModel> {
  private final TaskType lane;
  private final ModelFolder folder;
  private final ModelLoader<T> loader;
  private final List<ModelCopy<T>> all;
  private boolean pinned;

  /**
   * None is loaded.
   *
   * @param devices of its lane; at least one
   * @param pinned unless an operator set or cleared the pin before
   */
  CachedModel(
      TaskType lane,
      ModelFolder folder,
      ModelLoader<T> loader,
      List<ModelDevice> devices,
      boolean pinned,
      Instant now) {
    this.lane = lane;
    this.folder = folder;
    this.loader = loader;
    this.all = devices.stream().map(device -> new ModelCopy<>(this, device, now)).toList();
    this.pinned =
        all.stream()
            .map(copy -> copy.stat().pinned())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(pinned);
  }

  TaskType lane() {
    return lane;
  }

  ModelFolder folder() {
    return folder;
  }

  String name() {
    return folder.name();
  }

  ModelLoader<T> loader() {
    return loader;
  }

  /** One for each device, in the order of the node's devices; never empty. */
  List<ModelCopy<T>> all() {
    return all;
  }

  /**
   * The exception for callers of a load that failed.
   *
   * @throws NoRoomException when that was the cause
   */
  ModelLoadException unloadable(Throwable cause) throws NoRoomException {
    if (cause instanceof NoRoomException noRoom) {
      throw noRoom;
    }
    return new ModelLoadException(
        "model " + name() + " could not be loaded: " + ModelCopy.message(cause), cause);
  }

  /** Whether a copy stays in memory once it is there. */
  boolean pinned() {
    return pinned;
  }

  void pin(boolean now) {
    pinned = now;
  }

  /** Whether a copy is in memory or on its way. */
  boolean present() {
    return all.stream().anyMatch(ModelCopy::present);
  }

  /** Whether the pin keeps this copy: it keeps one, and further copies may be evicted. */
  boolean holds(ModelCopy<?> copy) {
    return pinned && all.stream().noneMatch(other -> other != copy && other.loaded());
  }
}
