package dev.aischeduler.jobs.tts.voice;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelProvider;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Sentence;
import dev.aischeduler.jobs.tts.text.Utterance;
import dev.aischeduler.jobs.tts.text.frontend.Lexicon;
import dev.aischeduler.jobs.tts.text.frontend.TextFrontEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A voice in memory. Its session runs on the calling thread alone: sentences run in parallel
 * instead, and a run gives the same samples whatever runs at the same time. Thread-safe.
 */
public final class Voice implements LoadedModel {
  private final VoiceConfig config;
  private final VoiceGraph graph;
  private final ModelProvider provider;
  private final TextFrontEnd frontEnd;

  private Voice(VoiceConfig config, VoiceGraph graph, ModelProvider provider) {
    this.config = config;
    this.graph = graph;
    this.provider = provider;
    this.frontEnd = new TextFrontEnd(config.script(), config.languages());
  }

  /**
   * Loads a folder in the layout of Piper or Coqui.
   *
   * @throws IOException names the file that is missing or unusable, and the remedy
   * @throws OrtException when the weights are damaged or no VITS graph
   */
  public static Voice open(Path folder, OnnxRuntime runtime) throws IOException, OrtException {
    VoiceFiles files = VoiceFiles.in(folder);
    OrtSession session = runtime.open(files.weights(), 1);
    try {
      return new Voice(files.config(), new VoiceGraph(runtime, session), runtime.provider());
    } catch (OrtException e) {
      session.close();
      throw e;
    }
  }

  /**
   * What a voice says of itself without being loaded.
   *
   * @param script how it reads Mandarin
   * @param languages that it speaks
   * @param speakers names of its speakers; empty when it has one
   */
  public record Description(MandarinScript script, Set<Language> languages, Set<String> speakers) {}

  /**
   * Describes the voice in a folder without loading it.
   *
   * @throws IOException names the file that is missing or unusable, and the remedy
   */
  public static Description describe(Path folder) throws IOException {
    return VoiceFiles.in(folder).config().description();
  }

  /** Describes this voice. */
  public Description description() {
    return config.description();
  }

  @Override
  public Map<String, Object> facts() {
    return provider.facts();
  }

  /**
   * The weights of the voice in a folder.
   *
   * @throws IOException names the file that is missing or unusable, and the remedy
   */
  public static Path weightsOf(Path folder) throws IOException {
    return VoiceFiles.in(folder).weights();
  }

  /** {@inheritDoc} It says a few words in each of its languages. */
  @Override
  public void prewarm() throws OrtException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      for (Sentence sentence : read("Ready. 准备好了。", Language.EN).sentences()) {
        Utterance u = sentence.utterances().get(0);
        say(u.language(), u.text(), "", 1, options);
      }
    }
  }

  /** Makes a text ready for this voice. */
  public Script read(String text, Language fallback) {
    return frontEnd.read(text, fallback);
  }

  /** Makes a text ready for this voice, with readings of the user's own. */
  public Script read(String text, Language fallback, Lexicon lexicon) {
    return frontEnd.read(text, fallback, lexicon);
  }

  /**
   * Says one utterance as the model gives it.
   *
   * @param text in the form that {@link #read} gives
   * @param speaker a name of {@link Description#speakers()}, or empty
   * @param speed 1 as trained, 2 twice as fast
   * @return samples, about -1..1, at {@link #sampleRate()}
   * @throws OrtException when the run fails or the options terminate it
   */
  public float[] say(
      Language language, String text, String speaker, double speed, OrtSession.RunOptions options)
      throws OrtException {
    return graph.run(inputs(language, text, speaker, speed), options);
  }

  VoiceInputs inputs(Language language, String text, String speaker, double speed) {
    VoiceConfig.Scales s = config.scales();
    return new VoiceInputs(
        config.symbols().encode(text),
        config.speakerId(language, speaker),
        new VoiceConfig.Scales(s.noise(), (float) (s.length() / speed), s.durationNoise()));
  }

  /** Samples in a second. */
  public int sampleRate() {
    return config.sampleRate();
  }

  @Override
  public void close() {
    graph.close();
  }
}
