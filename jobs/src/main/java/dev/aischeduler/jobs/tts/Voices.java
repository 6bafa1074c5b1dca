package dev.aischeduler.jobs.tts;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelLoadException;
import dev.aischeduler.jobs.model.ModelNotInstalledException;
import dev.aischeduler.jobs.model.ModelSlot;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The voices of this node: the configured one is loaded at start, the others when first asked for.
 * Thread-safe.
 */
final class Voices implements AutoCloseable {
  private final ModelCatalogue catalogue;
  private final VoiceLoader voiceLoader;
  private final Executor loader;
  private final String engine;
  private final ModelFolder standard;
  private final ModelSlot<Voice> standardSlot;
  private final Set<String> standardSpeakers;
  private final Map<Path, ModelSlot<Voice>> others = new ConcurrentHashMap<>();

  /**
   * A voice asked for.
   *
   * @param speaker one of its speakers, or empty for the voice's own choice
   */
  record Choice(ModelFolder folder, String speaker) {}

  /** Starts loading the configured voice. */
  Voices(Settings settings, ModelCatalogue catalogue, OnnxRuntime runtime, Executor loader) {
    this.catalogue = catalogue;
    this.voiceLoader = new VoiceLoader(runtime, settings.models().prewarm());
    this.loader = loader;
    this.engine = settings.engines().tts();
    ModelFolder folder;
    ModelSlot<Voice> slot;
    try {
      folder = catalogue.resolve(TaskType.TTS, engine);
      ModelFolder found = folder;
      slot = new ModelSlot<>(folder, () -> voiceLoader.load(found), loader);
    } catch (ModelNotInstalledException e) {
      folder = new ModelFolder(engine, engine, Path.of(settings.models().path(), engine), false);
      slot =
          new ModelSlot<>(
              folder,
              () -> {
                throw e;
              },
              loader);
    }
    this.standard = folder;
    this.standardSlot = slot;
    this.standardSpeakers = speakers(folder);
  }

  /**
   * Which voice a checked request means. Without {@code model}, {@code voice} is an installed
   * voice, else a speaker of the configured one, else what the catalogue lets stand in.
   *
   * @throws ModelNotInstalledException when nothing may stand in for an unknown name
   */
  Choice choose(TtsRequest request) {
    String voice = request.voice() == null ? engine : request.voice();
    String model = request.model();
    if (model != null) {
      return new Choice(folder(model), voice.equals(model) || voice.equals(engine) ? "" : voice);
    }
    if (voice.equals(engine)) {
      return new Choice(standard, "");
    }
    boolean installed = catalogue.list().stream().anyMatch(m -> m.name().equals(voice));
    if (!installed && isSpeaker(voice)) {
      return new Choice(standard, voice);
    }
    return new Choice(folder(voice), "");
  }

  private ModelFolder folder(String name) {
    return name.equals(engine) ? standard : catalogue.resolve(TaskType.TTS, name);
  }

  private boolean isSpeaker(String name) {
    return Arrays.stream(Language.values()).anyMatch(l -> l.code().equals(name))
        || standardSpeakers.contains(name);
  }

  /** None when the folder is unusable: loading it says why. */
  private static Set<String> speakers(ModelFolder folder) {
    try {
      return Voice.speakersOf(folder.path());
    } catch (IOException e) {
      return Set.of();
    }
  }

  /**
   * The voice in memory, waiting for its load.
   *
   * @throws ModelLoadException when the configured voice cannot be loaded
   * @throws PermanentTaskException when another voice cannot; the next job tries anew
   */
  Voice get(ModelFolder folder)
      throws InterruptedException, ModelLoadException, PermanentTaskException {
    if (folder.path().equals(standard.path())) {
      return standardSlot.get();
    }
    ModelSlot<Voice> slot =
        others.computeIfAbsent(
            folder.path(), path -> new ModelSlot<>(folder, () -> voiceLoader.load(folder), loader));
    try {
      return slot.get();
    } catch (ModelLoadException e) {
      others.remove(folder.path(), slot);
      throw new PermanentTaskException(e.getMessage());
    }
  }

  /** Health of the configured voice. */
  HandlerStatus status() {
    return standardSlot.status();
  }

  @Override
  public void close() {
    standardSlot.close();
    others.values().forEach(ModelSlot::close);
  }
}
