package dev.aischeduler.jobs.residency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Machine;
import dev.aischeduler.config.SettingOverride;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.SettingsLoader;
import dev.aischeduler.engine.device.ProcessMemory;
import dev.aischeduler.jobs.image.ImageHandler;
import dev.aischeduler.jobs.llm.LlmHandler;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.tts.TtsHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real miniatures, in and out of memory. */
final class LoadUnloadTest {
  private static final int TIMES = 8;

  /** Less than one of the models takes; a leak of any of them shows after a few loads. */
  private static final long SLACK = 24 << 20;

  @TempDir private Path installed;

  @Test
  void memory_comes_back_when_models_are_freed() throws Exception {
    Path miniatures = Path.of(System.getProperty("ai_scheduler.home", ".."), "jobs", "models");
    Settings settings =
        new SettingsLoader(Map.of(), installed, new Machine(2, "test"))
            .load(null, List.of(new SettingOverride("models.path", installed.toString(), "test")))
            .settings();
    ModelCatalogue catalogue = new ModelCatalogue(installed, miniatures, false);
    OnnxRuntime runtime = new OnnxRuntime(2);
    ExecutorService speech = Executors.newFixedThreadPool(1);
    try (Residency residency = Residencies.roomy(true)) {
      NodeModels models =
          new NodeModels(
              catalogue,
              residency,
              List.of(
                  new LlmHandler(settings, catalogue, runtime, residency).models(),
                  new TtsHandler(settings, catalogue, runtime, speech, residency).models(),
                  new ImageHandler(settings, catalogue, runtime, residency).models()));
      cycle(models);
      long loaded = resident();
      assertThat(models.list())
          .hasSize(3)
          .allSatisfy(m -> assertThat(m.footprintBytes()).isGreaterThan(8 << 20));
      for (int time = 0; time < TIMES; time++) {
        cycle(models);
      }
      assertThat(resident()).isLessThan(loaded + SLACK);
    } finally {
      speech.shutdownNow();
    }
  }

  private static void cycle(NodeModels models) throws Exception {
    for (ResidentView view : models.list()) {
      ManagedModel model = models.find(view.name()).orElseThrow();
      model.unload();
      assertThat(model.load(Duration.ofMinutes(1)).state()).isEqualTo(ResidentView.State.IDLE);
    }
  }

  /** What Java holds beside the models is not their concern. */
  private static long resident() {
    System.gc();
    return new ProcessMemory().use().process();
  }
}
