package dev.aischeduler.jobs.tts;

import dev.aischeduler.config.Settings;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelCaches;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A speech handler over the shipped voice, with its own pool; loading is done when it is built. */
final class SpeechFixture implements AutoCloseable {
  final TtsHandler handler;
  private final ModelCache cache = ModelCaches.roomy(true);
  private final ExecutorService pool;

  SpeechFixture(Path installed, int threads, Map<String, String> overrides) {
    this(installed, threads, overrides, HeapBudget.ofProcess());
  }

  SpeechFixture(Path installed, int threads, Map<String, String> overrides, HeapBudget heap) {
    Settings settings = settings(installed, threads, overrides);
    pool = Executors.newFixedThreadPool(threads);
    ModelCatalogue catalogue =
        Miniatures.catalogue(installed, settings.engines().requireInstalled());
    handler = new TtsHandler(settings, catalogue, new OnnxRuntime(1), pool, cache, heap);
    handler.models().start();
  }

  static Settings settings(Path installed, int threads, Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>(overrides);
    all.put("server.thread_pool_size", Integer.toString(threads));
    return Miniatures.settings(installed, all);
  }

  static TtsRequest say(String text) {
    return new TtsRequest(text, null, null, null, null, null, null, false, null);
  }

  static TtsRequest say(String text, double speed) {
    return new TtsRequest(text, "coqui", speed, null, null, null, null, false, null);
  }

  @Override
  public void close() {
    cache.close();
    pool.shutdown();
  }
}
