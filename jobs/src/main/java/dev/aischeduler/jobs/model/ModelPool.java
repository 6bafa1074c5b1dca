package dev.aischeduler.jobs.model;

import dev.aischeduler.engine.task.HandlerStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The models of one task type: the configured one, loaded at once and kept, and a bounded number of
 * others, loaded on first use and freed, least recently used first, when another needs the place.
 * Each folder is loaded once, however many jobs ask for it; a model in use is never freed.
 * Thread-safe.
 *
 * @param <T> the loaded model
 */
public final class ModelPool<T extends LoadedModel> implements AutoCloseable {
  private final Loader<T> loader;
  private final int maxOthers;
  private final Executor executor;
  private final ModelFolder configuredFolder;
  private final ModelSlot<T> configured;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, Entry<T>> others = new LinkedHashMap<>(8, 0.75f, true);

  /**
   * Starts loading the configured model.
   *
   * @param maxOthers models kept besides the configured one; exceeded only while all are in use
   * @param executor runs the loads
   */
  public ModelPool(ModelFolder configured, Loader<T> loader, int maxOthers, Executor executor) {
    this.loader = loader;
    this.maxOthers = maxOthers;
    this.executor = executor;
    this.configuredFolder = configured;
    this.configured = new ModelSlot<>(configured, () -> loader.load(configured), executor);
  }

  /**
   * A model for one job, waiting until it is loaded. A load that failed is tried again, except that
   * of the configured model.
   *
   * @throws ModelLoadException when it could not be loaded
   */
  public Lease<T> acquire(ModelFolder folder) throws InterruptedException, ModelLoadException {
    if (folder.path().equals(configuredFolder.path())) {
      return new Lease<>(configured.get(), () -> {});
    }
    Entry<T> entry = use(folder);
    try {
      return new Lease<>(entry.slot.get(), () -> release(entry));
    } catch (InterruptedException | ModelLoadException e) {
      release(entry);
      throw e;
    }
  }

  /** State and facts of the configured model. Never blocks. */
  public HandlerStatus status() {
    return configured.status();
  }

  private Entry<T> use(ModelFolder folder) {
    List<Entry<T>> evicted = new ArrayList<>();
    lock.lock();
    try {
      Entry<T> entry = others.get(folder.path());
      if (entry == null || entry.slot.status().state() == HandlerStatus.State.FAILED) {
        entry = new Entry<>(new ModelSlot<>(folder, () -> loader.load(folder), executor));
        others.put(folder.path(), entry);
      }
      entry.users++;
      Iterator<Entry<T>> oldestFirst = others.values().iterator();
      while (others.size() > maxOthers && oldestFirst.hasNext()) {
        Entry<T> oldest = oldestFirst.next();
        if (oldest.users == 0) {
          oldestFirst.remove();
          evicted.add(oldest);
        }
      }
      return entry;
    } finally {
      lock.unlock();
      evicted.forEach(e -> e.slot.close());
    }
  }

  private void release(Entry<T> entry) {
    lock.lock();
    try {
      entry.users--;
    } finally {
      lock.unlock();
    }
  }

  /** Frees all models; none may be in use. */
  @Override
  public void close() {
    lock.lock();
    try {
      others.values().forEach(entry -> entry.slot.close());
      others.clear();
    } finally {
      lock.unlock();
    }
    configured.close();
  }

  /** Builds (and prewarms) a model. */
  @FunctionalInterface
  public interface Loader<T> {
    /** Called once for each load, on the pool's executor. */
    T load(ModelFolder folder) throws Exception;
  }

  /**
   * A model that stays in memory until the lease is closed.
   *
   * @param model the model
   * @param release what closing does
   */
  public record Lease<T>(T model, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }
  }

  private static final class Entry<T extends LoadedModel> {
    private final ModelSlot<T> slot;
    private int users;

    private Entry(ModelSlot<T> slot) {
      this.slot = slot;
    }
  }
}
