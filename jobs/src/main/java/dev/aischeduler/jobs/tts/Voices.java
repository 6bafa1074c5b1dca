package dev.aischeduler.jobs.tts;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelLoadException;
import dev.aischeduler.jobs.model.ModelNotInstalledException;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelPool;
import dev.aischeduler.jobs.model.cache.ModelWork;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/** Which voice a request means, and that voice in memory. Thread-safe. */
final class Voices {
  private final ModelCatalogue catalogue;
  private final String engine;
  private final ModelFolder configured;
  private final Set<String> configuredSpeakers;
  private final ModelPool<Voice> models;

  /**
   * A voice asked for.
   *
   * @param speaker one of its speakers, or empty for the voice's own choice
   */
  record Choice(ModelFolder folder, String speaker) {}

  /** Loads nothing yet. */
  Voices(Settings settings, ModelCatalogue catalogue, OnnxRuntime runtime, ModelCache cache) {
    this.catalogue = catalogue;
    this.engine = settings.engines().of(TtsTask.TYPE);
    this.configured = catalogue.configured(TtsTask.TYPE, engine);
    this.configuredSpeakers = speakers(configured);
    this.models = new ModelPool<>(TtsTask.TYPE, engine, catalogue, new VoiceLoader(runtime), cache);
  }

  /**
   * Which voice a checked request means. Without {@code model}, {@code voice} is an installed
   * voice, else a speaker of the configured one, else the miniature, where the catalogue allows it.
   *
   * @throws ModelNotInstalledException when the name is unknown and no miniature is allowed
   */
  Choice choose(TtsRequest request) {
    String voice = request.voice() == null ? engine : request.voice();
    String model = request.model();
    if (model != null) {
      return new Choice(folder(model), voice.equals(model) || voice.equals(engine) ? "" : voice);
    }
    if (voice.equals(engine)) {
      return new Choice(configured, "");
    }
    boolean installed = catalogue.list().stream().anyMatch(m -> m.name().equals(voice));
    if (!installed && isSpeaker(voice)) {
      return new Choice(configured, voice);
    }
    return new Choice(folder(voice), "");
  }

  private ModelFolder folder(String name) {
    return name.equals(engine) ? configured : catalogue.resolve(TtsTask.TYPE, name);
  }

  private boolean isSpeaker(String name) {
    return Arrays.stream(Language.values()).anyMatch(l -> l.code().equals(name))
        || configuredSpeakers.contains(name);
  }

  /** None when the folder is unusable: loading it says why. */
  private static Set<String> speakers(ModelFolder folder) {
    try {
      return Voice.describe(folder.path()).speakers();
    } catch (IOException e) {
      return Set.of();
    }
  }

  /**
   * Uses a voice, loading it if it is not there.
   *
   * @throws ModelLoadException when the configured voice cannot be loaded
   * @throws PermanentTaskException when another voice cannot; the next job tries again
   */
  <R> R use(ModelFolder folder, TaskContext context, ModelWork<Voice, R> work) throws Exception {
    try {
      return models.use(folder, context, work);
    } catch (ModelLoadException e) {
      if (folder.path().equals(configured.path())) {
        throw e;
      }
      throw new PermanentTaskException(e.getMessage());
    }
  }

  /** Its models. */
  ModelPool<Voice> models() {
    return models;
  }
}
