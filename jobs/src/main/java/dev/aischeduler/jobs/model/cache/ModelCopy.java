package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.model.ModelStat;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.cache.admission.Footprint;
import dev.aischeduler.jobs.model.cache.admission.ModelDevice;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a model for one device, in memory or not. Its changing fields are guarded by the lock
 * of {@link CachedModels}.
 *
 * @param <T> the loaded model
 */
final class ModelCopy<T extends LoadedModel> {
  /** What a load takes until it is measured, for each byte of weights. */
  private static final double ESTIMATE = 1.25;

  private final CachedModel<T> model;
  private final ModelDevice device;

  private @Nullable CompletableFuture<T> load;
  private long bytes;
  private int users;
  private long lastUse;
  private Instant idleSince;

  /** Not loaded. */
  ModelCopy(CachedModel<T> model, ModelDevice device, Instant now) {
    this.model = model;
    this.device = device;
    this.idleSince = now;
  }

  /** Whose copy it is. */
  CachedModel<T> model() {
    return model;
  }

  TaskType lane() {
    return model.lane();
  }

  ModelFolder folder() {
    return model.folder();
  }

  String name() {
    return model.name();
  }

  ModelLoader<T> loader() {
    return model.loader();
  }

  /** Where it is, or is to be loaded. */
  ModelDevice device() {
    return device;
  }

  /** Whether it must not be evicted, and is loaded beyond the budget of its lane. */
  boolean pinned() {
    return model.holds(this);
  }

  /** A load begins. */
  CompletableFuture<T> begin(long need) {
    CompletableFuture<T> begun = new CompletableFuture<>();
    bytes = need;
    load = begun;
    return begun;
  }

  /** A load cannot begin. */
  CompletableFuture<T> refuse(Throwable why) {
    CompletableFuture<T> refused = CompletableFuture.failedFuture(why);
    load = refused;
    return refused;
  }

  /** The load turned out to take this much. */
  void takes(long measured, Instant now) {
    bytes = measured;
    idleSince = now;
  }

  /** Forgets the load: the copy is not in memory any more. */
  void clearLoad() {
    load = null;
  }

  /** The load under way or done, also a failed one; null when none was started. */
  @Nullable CompletableFuture<T> load() {
    return load;
  }

  boolean loading() {
    return load != null && !load.isDone();
  }

  boolean loaded() {
    return load != null && load.isDone() && !load.isCompletedExceptionally();
  }

  boolean present() {
    return loading() || loaded();
  }

  /** Why the last load failed, or null. */
  @Nullable Throwable failure() {
    CompletableFuture<T> last = load;
    return last == null || !last.isCompletedExceptionally()
        ? null
        : last.handle((model, error) -> error).join();
  }

  /** A job begins (1) or ends (-1) to use it. */
  void use(int more, long order, Instant now) {
    users += more;
    lastUse = order;
    idleSince = now;
  }

  int users() {
    return users;
  }

  Instant idleSince() {
    return idleSince;
  }

  /** Memory that it holds, or needs while it is not loaded. */
  long bytes() {
    return bytes;
  }

  /** As admission sees it, when it needs this much. */
  Footprint needing(long need) {
    return new Footprint(name(), lane(), need, pinned(), users > 0 || loading(), lastUse);
  }

  Footprint footprint() {
    return needing(bytes);
  }

  ModelStat stat() {
    return device.stats().of(name(), lane());
  }

  void note(UnaryOperator<ModelStat> change) {
    device.stats().record(name(), lane(), change);
  }

  /** Whether a load of these very weights has been measured. */
  boolean measured() {
    return stat().measured() && stat().weightsBytes() == weights();
  }

  /** What a load needs, as measured or else estimated from the weights. Reads the disk. */
  long need() {
    return measured() ? stat().footprintBytes() : Math.round(weights() * ESTIMATE);
  }

  /** Size of the weights; 0 when they cannot be read: the load says why. */
  long weights() {
    try {
      return loader().weightsBytes(folder());
    } catch (IOException e) {
      return 0;
    }
  }

  static String message(Throwable error) {
    String text = error.getMessage();
    return text == null ? error.getClass().getSimpleName() : text;
  }
}
