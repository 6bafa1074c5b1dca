package dev.aischeduler.jobs.tts;

import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.testing.RecordingContext;
import dev.aischeduler.jobs.heap.HeapBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A process that says several long speeches at once and drops their files as a store on disk would:
 * its heap is what they need. Prints a line {@code spoke SECONDS} for each.
 */
final class LongSpeechProcess {
  private static final String SENTENCE =
      "The old sailor told a strange story about the sea, and nobody wanted to leave the room. ";

  private LongSpeechProcess() {}

  /** Argument: how many speeches. */
  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    Path empty = Files.createTempDirectory("long-speech");
    Map<String, String> quick = Map.of("models.prewarm", "false");
    HeapBudget heap = new HeapBudget(HeapBudget.ofProcess().capacity(), Duration.ofHours(1));
    ExecutorService jobs = Executors.newFixedThreadPool(count);
    try (SpeechFixture speech = new SpeechFixture(empty, 2, quick, heap)) {
      List<Future<Object>> said = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        TtsRequest request = speech.handler.validate(SpeechFixture.say(SENTENCE.repeat(8), 0.25));
        said.add(
            jobs.submit(
                () -> speech.handler.run(request, new Dropping()).values().get("duration_s")));
      }
      for (Future<Object> each : said) {
        System.out.println("spoke " + each.get());
      }
    } finally {
      jobs.shutdownNow();
      Files.deleteIfExists(empty);
    }
  }

  /** Keeps nothing of an artifact. */
  private static final class Dropping implements TaskContext {
    private final RecordingContext rest = new RecordingContext();

    @Override
    public UUID jobId() {
      return rest.jobId();
    }

    @Override
    public int attempt() {
      return rest.attempt();
    }

    @Override
    public int priority() {
      return rest.priority();
    }

    @Override
    public void progress(double fraction, @Nullable String note) {}

    @Override
    public void emit(String kind, Map<String, ?> data) {}

    @Override
    public void artifact(String name, String mediaType, InputStream content) {
      try {
        content.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void checkCancelled() throws TaskStoppedException {
      rest.checkCancelled();
    }

    @Override
    public void onStop(Runnable action) {
      rest.onStop(action);
    }
  }
}
