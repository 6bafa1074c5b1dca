package dev.aischeduler.jobs.tts;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TaskTypeSpec;
import dev.aischeduler.config.loading.ResolvedSettings;
import dev.aischeduler.config.loading.SettingProblem;
import dev.aischeduler.engine.workflow.step.StepAction;
import dev.aischeduler.jobs.model.ModelLayout;
import dev.aischeduler.jobs.task.TaskModule;
import dev.aischeduler.jobs.tts.audio.JoinSound;
import dev.aischeduler.jobs.tts.text.frontend.Lexicon;
import dev.aischeduler.jobs.tts.text.frontend.LexiconException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The task type {@code tts}: speech. */
public final class TtsTask implements TaskModule {
  /** Its name. */
  public static final TaskType TYPE = new TaskType("tts");

  @Override
  public TaskTypeSpec spec() {
    return new TaskTypeSpec(
        TYPE, "Voice", "cpu", new TaskTypeSpec.LaneDefaults(5, 4, 300), "coqui", 0, List.of());
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint("synthesize", true, false);
  }

  @Override
  public ModelLayout layout() {
    return new VoiceLayout();
  }

  @Override
  public List<StepAction> stepActions() {
    return List.of(new JoinSound());
  }

  @Override
  public List<SettingProblem> problems(ResolvedSettings settings) {
    List<SettingProblem> problems = new ArrayList<>();
    settings
        .settings()
        .lexicon()
        .forEach(
            (word, reading) -> {
              try {
                Lexicon.of(Map.of(word, reading));
              } catch (LexiconException e) {
                problems.add(settings.problem("lexicon." + word, e.getMessage()));
              }
            });
    return problems;
  }

  @Override
  public Served open(Parts parts) {
    ExecutorService speech =
        Executors.newFixedThreadPool(parts.settings().threadsOfSpeech(), threads());
    TtsHandler handler =
        new TtsHandler(
            parts.settings(),
            parts.catalogue(),
            parts.runtime(),
            speech,
            parts.cache(),
            parts.heap());
    return new Served(handler, handler.models(), speech::shutdownNow);
  }

  private static ThreadFactory threads() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "speech-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
