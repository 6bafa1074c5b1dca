package dev.aischeduler.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.testing.RecordingContext;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelCaches;
import dev.aischeduler.jobs.model.hub.FakeHub;
import dev.aischeduler.jobs.model.hub.ModelHub;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that was pulled answers jobs. */
final class PulledModelTest {
  @TempDir Path models;

  @Test
  void a_pulled_model_answers_under_its_engine_name_without_a_stand_in() throws Exception {
    try (FakeHub hub = new FakeHub()) {
      hub.repository("test/llm", Miniature.PATH);
      hub.fault("onnx/model.onnx", FakeHub.cutAfter(3_000_000));
      ModelHub.of(
              hub.endpoint().toString(),
              "",
              models,
              ShippedTasks.modules().layouts(),
              Clock.systemUTC())
          .pull(
              RepositoryRef.parse("hf:test/llm"),
              LlmTask.TYPE,
              "qwen2.5",
              List.of(),
              TransferListener.none());
    }
    Settings settings = Miniature.settings("qwen2.5", false, models);
    Miniature.Golden golden = Miniature.golden().get(1);
    try (ModelCache cache = ModelCaches.roomy(false)) {
      LlmHandler handler =
          new LlmHandler(settings, Miniatures.catalogue(models, true), new OnnxRuntime(2), cache);
      LlmRequest request = handler.validate(Miniature.ask(golden.question()));
      assertThat(handler.run(request, new RecordingContext()).values())
          .containsEntry("model", "qwen2.5")
          .containsEntry("miniature", false);
    }
  }
}
