package dev.aischeduler.jobs.residency;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.model.ModelStat;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model that was asked for, in memory or not. Its changing fields are guarded by the lock of
 * {@link Residents}.
 *
 * @param <T> the loaded model
 */
final class Resident<T extends LoadedModel> {
  /** What a load takes as long as nobody has measured it, for each byte of weights. */
  private static final double ESTIMATE = 1.25;

  private final TaskType lane;
  private final ModelFolder folder;
  private final ModelLoader<T> loader;

  private volatile Place place;
  private volatile boolean pinned;
  private @Nullable CompletableFuture<T> load;
  private Runnable settled = () -> {};
  private long bytes;
  private int users;
  private long lastUse;
  private Instant idleSince;

  /** Not loaded. */
  Resident(TaskType lane, ModelFolder folder, ModelLoader<T> loader, Place place, Instant now) {
    this.lane = lane;
    this.folder = folder;
    this.loader = loader;
    this.place = place;
    this.idleSince = now;
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

  /** Where it is, or is to be loaded. */
  Place place() {
    return place;
  }

  boolean pinned() {
    return pinned;
  }

  void pin(boolean now) {
    pinned = now;
  }

  /**
   * A load begins.
   *
   * @param whenGone runs when the model leaves, or the load has failed
   */
  CompletableFuture<T> begin(Place where, long need, Runnable whenGone) {
    CompletableFuture<T> begun = new CompletableFuture<>();
    settled = whenGone;
    place = where;
    bytes = need;
    load = begun;
    return begun;
  }

  /** A load cannot begin. */
  void refuse(Throwable why) {
    load = CompletableFuture.failedFuture(why);
  }

  /** The load turned out to take this much. */
  void takes(long measured, Instant now) {
    bytes = measured;
    idleSince = now;
  }

  /** It leaves memory. */
  void leave() {
    load = null;
    vacate();
  }

  /** Its place is free for another. */
  void vacate() {
    Runnable gone = settled;
    settled = () -> {};
    gone.run();
  }

  /** The load under way or done, also a failed one; null when nobody asked for it. */
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
  Occupant needing(long need) {
    return new Occupant(name(), lane, need, pinned, users > 0 || loading(), lastUse);
  }

  Occupant occupant() {
    return needing(bytes);
  }

  ModelStat stat() {
    return place.book().of(name(), lane);
  }

  void note(UnaryOperator<ModelStat> change) {
    place.book().note(name(), lane, change);
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
      return loader.weightsBytes(folder);
    } catch (IOException e) {
      return 0;
    }
  }

  static String message(Throwable error) {
    String text = error.getMessage();
    return text == null ? error.getClass().getSimpleName() : text;
  }
}
