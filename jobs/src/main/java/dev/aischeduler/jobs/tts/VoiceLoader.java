package dev.aischeduler.jobs.tts;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Utterance;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.io.IOException;
import java.util.List;

/**
 * Loads voices and, if wanted, has each say a few words, so that the first job finds everything
 * warm and a graph that cannot run is found at load. Thread-safe.
 */
final class VoiceLoader {
  private final OnnxRuntime runtime;
  private final boolean prewarm;

  VoiceLoader(OnnxRuntime runtime, boolean prewarm) {
    this.runtime = runtime;
    this.prewarm = prewarm;
  }

  /**
   * The voice of a folder, ready.
   *
   * @throws IOException when a file is missing or unusable
   * @throws OrtException when the weights are damaged or cannot be run
   */
  Voice load(ModelFolder folder) throws IOException, OrtException {
    Voice voice = Voice.open(folder.path(), runtime);
    if (!prewarm) {
      return voice;
    }
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      Script script = voice.read("Ready. 准备好了。", Language.EN);
      for (List<Utterance> sentence : script.sentences()) {
        Utterance u = sentence.get(0);
        voice.say(u.language(), u.text(), "", 1, options);
      }
      return voice;
    } catch (OrtException e) {
      voice.close();
      throw e;
    }
  }
}
