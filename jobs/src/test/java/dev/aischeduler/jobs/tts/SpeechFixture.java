package dev.aischeduler.jobs.tts;

import dev.aischeduler.config.Machine;
import dev.aischeduler.config.SettingOverride;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.SettingsLoader;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.residency.Residencies;
import dev.aischeduler.jobs.residency.Residency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A speech handler over the shipped voice, with its own pool; loading is done when it is built. */
final class SpeechFixture implements AutoCloseable {
  static final Path MODELS =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "jobs", "models");
  final TtsHandler handler;
  private final Residency residency = Residencies.roomy(true);
  private final ExecutorService pool;

  SpeechFixture(Path installed, int threads, Map<String, String> overrides) {
    Settings settings = settings(installed, threads, overrides);
    pool = Executors.newFixedThreadPool(threads);
    ModelCatalogue catalogue =
        new ModelCatalogue(installed, MODELS, settings.engines().requireInstalled());
    handler = new TtsHandler(settings, catalogue, new OnnxRuntime(1), pool, residency);
  }

  static Settings settings(Path installed, int threads, Map<String, String> overrides) {
    Map<String, String> all = new java.util.TreeMap<>(overrides);
    all.put("models.path", installed.toString());
    all.put("server.thread_pool_size", Integer.toString(threads));
    return new SettingsLoader(Map.of(), installed, new Machine(2, "test"))
        .load(
            null,
            all.entrySet().stream()
                .map(e -> new SettingOverride(e.getKey(), e.getValue(), "--" + e.getKey()))
                .toList())
        .settings();
  }

  /** Copies the shipped voice, as an installed one. */
  static void install(Path installed, String name) throws IOException {
    Path target = Files.createDirectories(installed.resolve(name));
    try (Stream<Path> files = Files.list(MODELS.resolve("tts-mini"))) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(String.valueOf(file.getFileName())));
      }
    }
  }

  static TtsRequest say(String text) {
    return new TtsRequest(text, null, null, null, null, null);
  }

  static TtsRequest say(String text, double speed) {
    return new TtsRequest(text, "coqui", speed, null, null, null);
  }

  @Override
  public void close() {
    residency.close();
    pool.shutdown();
  }
}
