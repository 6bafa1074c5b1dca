package dev.aischeduler.jobs.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TryLaterException;
import dev.aischeduler.engine.testing.RecordingContext;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.heap.HeapClaim;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speeches of the greatest length: what they hold of the heap, and that they share it. */
final class LongSpeechTest {
  private static final long MIB = 1 << 20;
  private static final HeapBudget.Subject OTHERS = new HeapBudget.Subject("another", "wait");

  @TempDir private Path empty;

  @Test
  void four_speeches_of_three_minutes_at_once_fit_a_heap_of_112_MiB() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // the segmenter of Mandarin holds some 40 MiB of it
                "-Xmx112m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dai.djl.offline=true",
                "-Dai_scheduler.home="
                    + Miniatures.MODELS.toAbsolutePath().normalize().getParent().getParent(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LongSpeechProcess.class.getName(),
                "4")
            .redirectErrorStream(true)
            .redirectOutput(new File(empty.toFile(), "output"))
            .start();

    int code = process.waitFor();

    List<String> lines = java.nio.file.Files.readAllLines(empty.resolve("output"));
    assertThat(code).describedAs("%s", lines).isZero();
    assertThat(lines.stream().filter(l -> l.startsWith("spoke "))).hasSize(4);
  }

  @Test
  void speech_whose_memory_others_hold_is_put_back_at_no_cost() throws Exception {
    HeapBudget heap = new HeapBudget(10 * MIB, Duration.ZERO);
    try (SpeechFixture speech = new SpeechFixture(empty, 1, quick(), heap)) {
      HeapClaim others = heap.claim(10 * MIB, OTHERS, new RecordingContext());
      assertThatThrownBy(
              () -> speech.handler.run(SpeechFixture.say("One red apple."), new RecordingContext()))
          .isInstanceOf(TryLaterException.class)
          .hasMessageContaining("the speech");

      others.close();

      speech.handler.run(SpeechFixture.say("One red apple."), new RecordingContext());
      assertThat(heap.held()).isZero();
    }
  }

  @Test
  void speech_that_no_heap_here_can_hold_fails_for_good_and_says_so() {
    HeapBudget heap = new HeapBudget(MIB, Duration.ZERO);
    try (SpeechFixture speech = new SpeechFixture(empty, 1, quick(), heap)) {
      assertThatThrownBy(
              () ->
                  speech.handler.run(
                      SpeechFixture.say("One red apple. ".repeat(50)), new RecordingContext()))
          .isInstanceOf(PermanentTaskException.class)
          .hasMessageContainingAll("of Java heap", "shorten the text", "AI_SCHEDULER_JAVA_OPTS");
      assertThat(heap.held()).isZero();
    }
  }

  @Test
  void one_sentence_without_end_is_stopped_when_it_is_too_long_not_when_it_is_finished() {
    RecordingContext context = new RecordingContext();
    try (SpeechFixture speech =
        new SpeechFixture(
            empty, 1, Map.of("models.prewarm", "false", "limits.max_audio_s", "20"))) {
      assertThatThrownBy(() -> speech.handler.run(SpeechFixture.say("7".repeat(400)), context))
          .isInstanceOf(PermanentTaskException.class)
          .hasMessageContaining("limits.max_audio_s");
    }
  }

  private static Map<String, String> quick() {
    return Map.of("models.prewarm", "false");
  }
}
