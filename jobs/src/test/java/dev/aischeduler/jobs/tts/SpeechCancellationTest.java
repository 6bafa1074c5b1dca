package dev.aischeduler.jobs.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class SpeechCancellationTest {

  @Test
  void a_run_in_progress_is_terminated_and_none_begins_afterwards() throws Exception {
    SpeechCancellation stop = new SpeechCancellation();
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    stop.watch(waiting);
    try (Voice voice = Voice.open(Miniatures.MODELS.resolve("tts-mini"), new OnnxRuntime(1))) {
      assertThatThrownBy(
              () ->
                  stop.during(
                      options -> {
                        stop.stop();
                        return voice.say(Language.EN, "hello.", "", 1, options);
                      }))
          .isInstanceOf(OrtException.class)
          .hasMessageContaining("terminate");
    }
    assertThat(waiting).isCancelled();
    assertThatThrownBy(() -> stop.during(options -> "ran")).hasMessageContaining("stopped");
    CompletableFuture<Void> late = new CompletableFuture<>();
    stop.watch(late);
    assertThat(late).isCancelled();
  }
}
