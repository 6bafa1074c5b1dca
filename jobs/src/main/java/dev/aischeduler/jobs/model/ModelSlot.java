package dev.aischeduler.jobs.model;

import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.HandlerStatus.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model that is loaded once, in the background, and then served to many threads. A failed load
 * stays failed and says why; it never takes another slot with it.
 *
 * @param <T> the loaded model
 */
public final class ModelSlot<T extends LoadedModel> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelSlot.class);

  private final ModelFolder folder;
  private final CompletableFuture<T> loaded = new CompletableFuture<>();
  private volatile long loadMs;

  /**
   * Starts loading.
   *
   * @param loader builds (and prewarms) the model; called once on the executor
   */
  public ModelSlot(ModelFolder folder, Callable<T> loader, Executor executor) {
    this.folder = folder;
    executor.execute(() -> load(loader));
  }

  private void load(Callable<T> loader) {
    long start = System.nanoTime();
    try {
      T model = loader.call();
      loadMs = (System.nanoTime() - start) / 1_000_000;
      loaded.complete(model);
      LOG.info("model {} loaded in {} ms from {}", folder.name(), loadMs, folder.path());
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      LOG.error(
          "model {} in {} cannot be loaded: {}", folder.name(), folder.path(), e.toString(), e);
      loaded.completeExceptionally(e);
    }
  }

  /**
   * The model, waiting for the load to end.
   *
   * @throws ModelLoadException when it could not be loaded
   */
  public T get() throws InterruptedException, ModelLoadException {
    try {
      return loaded.get();
    } catch (ExecutionException e) {
      throw new ModelLoadException(
          "model " + folder.name() + " could not be loaded: " + message(e.getCause()),
          e.getCause());
    }
  }

  /** State and facts of the model. */
  public HandlerStatus status() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", folder.name());
    facts.put("engine", folder.requested());
    facts.put("miniature", folder.miniature());
    facts.put("path", folder.path().toString());
    if (!loaded.isDone()) {
      return new HandlerStatus(State.LOADING, "model " + folder.name() + " is loading", facts);
    }
    if (loaded.isCompletedExceptionally()) {
      String why = "model " + folder.name() + " could not be loaded: " + failure();
      return new HandlerStatus(State.FAILED, why, facts);
    }
    facts.put("load_ms", loadMs);
    facts.putAll(loaded.join().facts());
    return new HandlerStatus(State.READY, "", facts);
  }

  private String failure() {
    return loaded.handle((model, error) -> message(error)).join();
  }

  private static String message(Throwable error) {
    String text = error.getMessage();
    return text == null ? error.getClass().getSimpleName() : text;
  }

  /** Frees the model; one that is still loading is freed as soon as it is loaded. */
  @Override
  public void close() {
    CompletableFuture<Void> freed = loaded.thenAccept(LoadedModel::close);
    if (freed.isCompletedExceptionally() && !loaded.isCompletedExceptionally()) {
      LOG.warn("model {} could not be freed", folder.name());
    }
  }
}
