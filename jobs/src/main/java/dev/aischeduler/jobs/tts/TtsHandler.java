package dev.aischeduler.jobs.tts;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.BatchEndpoint;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskPreview;
import dev.aischeduler.engine.task.TaskResult;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.heap.HeapClaim;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelNotInstalledException;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelPool;
import dev.aischeduler.jobs.tts.audio.SoundFormat;
import dev.aischeduler.jobs.tts.audio.SpeechTrack;
import dev.aischeduler.jobs.tts.caption.CaptionFormat;
import dev.aischeduler.jobs.tts.caption.Cue;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.frontend.Lexicon;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;

/**
 * Runs speech jobs: text front end, sentences in parallel, one file of sound. Thread-safe; its pool
 * belongs to the caller.
 */
public final class TtsHandler implements TaskHandler<TtsRequest> {
  private static final HeapBudget.Subject SPEECH =
      new HeapBudget.Subject("the speech", "shorten the text or raise speed");

  /** A spoken sample, and with artifacts in the database the file and the driver's copy of it. */
  private static final int BYTES_IN_FILES = 2;

  private static final int BYTES_IN_DATABASE = 6;

  private final TtsRequestRules rules;
  private final Voices voices;
  private final SpeechReader reader;
  private final TtsPreview preview;
  private final SpeechSynthesizer synthesizer;
  private final HeapBudget heap;
  private final int bytesPerSample;
  private final int maxAudioS;

  /**
   * Loads nothing yet.
   *
   * @param speechPool computes sentences; one thread for each of {@link Settings#threadsOfSpeech}
   * @param cache keeps the voices
   * @param heap limits the heap that all speeches and pictures use together
   */
  public TtsHandler(
      Settings settings,
      ModelCatalogue catalogue,
      OnnxRuntime runtime,
      ExecutorService speechPool,
      ModelCache cache,
      HeapBudget heap) {
    this.rules = new TtsRequestRules(settings);
    this.voices = new Voices(settings, catalogue, runtime, cache);
    this.reader = new SpeechReader(Lexicon.of(settings.lexicon()));
    this.preview = new TtsPreview(this, voices, reader);
    int window = settings.threadsOfSpeech();
    this.heap = heap;
    this.bytesPerSample =
        settings.artifacts().store().equals("file") ? BYTES_IN_FILES : BYTES_IN_DATABASE;
    this.maxAudioS = settings.limits().maxAudioS();
    this.synthesizer = new SpeechSynthesizer(speechPool, window, maxAudioS, bytesPerSample);
  }

  @Override
  public TaskType type() {
    return TtsTask.TYPE;
  }

  @Override
  public Class<TtsRequest> requestType() {
    return TtsRequest.class;
  }

  @Override
  public TtsRequest validate(TtsRequest request) {
    TtsRequest checked = rules.checked(request);
    try {
      voices.choose(checked);
    } catch (ModelNotInstalledException e) {
      throw new InvalidRequestException(
          checked.model() == null ? "voice" : "model", e.getMessage());
    }
    return checked;
  }

  /** {@inheritDoc} Characters of the text. */
  @Override
  public Map<String, Long> work(TtsRequest request) {
    String text = Objects.requireNonNull(request.text());
    return Map.of("characters", (long) text.codePointCount(0, text.length()));
  }

  /** {@inheritDoc} It tells what would be said. */
  @Override
  public TaskPreview<TtsRequest> preview() {
    return preview;
  }

  @Override
  public TaskResult run(TtsRequest request, TaskContext context) throws Exception {
    TtsRequest checked = rules.checked(request);
    Voices.Choice choice = voices.choose(checked);
    return voices.use(choice.folder(), context, voice -> speak(checked, choice, voice, context));
  }

  private TaskResult speak(
      TtsRequest checked, Voices.Choice choice, Voice voice, TaskContext context) throws Exception {
    Voice.Description described = voice.description();
    String unknown = SpeechReader.unknownSpeaker(choice, described);
    if (unknown != null) {
      throw new PermanentTaskException(unknown);
    }
    long start = System.nanoTime();
    Script script = reader.read(checked, choice, described, voice::read);
    if (script.sentences().isEmpty()) {
      throw new PermanentTaskException(
          "the text has nothing that voice "
              + choice.folder().name()
              + " can say; send words or numbers in "
              + String.join(
                  " or ", described.languages().stream().map(Language::code).sorted().toList()));
    }
    double speed = Objects.requireNonNull(checked.speed());
    double expectedS = Math.min(maxAudioS, SpeechLength.expected(script) / speed);
    long bytes = (long) Math.ceil(expectedS * voice.sampleRate() * bytesPerSample);
    var delivery = new SpeechSynthesizer.Delivery(voice, choice.speaker(), speed);
    try (HeapClaim claim = heap.claim(bytes, SPEECH, context)) {
      SpeechSynthesizer.Speech speech = synthesizer.say(script, delivery, claim, context);
      SpeechTrack track = speech.track();
      if (track.isSilent()) {
        throw new PermanentTaskException(
            "voice " + choice.folder().name() + " produced only silence; reinstall it");
      }
      context.produced("audio_seconds", (double) track.samples() / track.sampleRate());
      SoundFormat format = SoundFormat.of(Objects.requireNonNull(checked.format()));
      context.artifact("speech." + format.ending(), format.mediaType(), format.file(track));
      SpokenReport report = new SpokenReport(speech);
      if (Boolean.TRUE.equals(checked.captions())) {
        captions(report.cues(), context);
      }
      double computeS = (System.nanoTime() - start) / 1e9;
      Map<String, Object> values =
          values(checked, choice.folder(), script, track.sampleRate(), track.samples(), computeS);
      report.addTo(values);
      return new TaskResult(values);
    }
  }

  private static void captions(List<Cue> cues, TaskContext context) {
    for (CaptionFormat format : CaptionFormat.values()) {
      byte[] file = format.write(cues).getBytes(StandardCharsets.UTF_8);
      context.artifact("speech." + format.ending(), format.mediaType(), file);
    }
  }

  private static Map<String, Object> values(
      TtsRequest request,
      ModelFolder folder,
      Script script,
      int sampleRate,
      long samples,
      double computeS) {
    double seconds = (double) samples / sampleRate;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", folder.name());
    values.put("requested_model", folder.requested());
    values.put("miniature", folder.miniature());
    values.put("voice", request.voice());
    values.put("languages", script.languages().stream().map(Language::code).toList());
    values.put("speed", request.speed());
    values.put("sentences", script.sentences().size());
    values.put("duration_s", rounded(seconds));
    values.put("sample_rate", sampleRate);
    values.put("real_time_factor", rounded(computeS / seconds));
    if (!script.skipped().isEmpty()) {
      values.put("skipped", script.skipped());
    }
    return values;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  @Override
  public BatchEndpoint batchEndpoint() {
    return SpeechBatchLine.endpoint();
  }

  @Override
  public HandlerStatus status() {
    return voices.models().status();
  }

  /** Its voices. */
  public ModelPool<?> models() {
    return voices.models();
  }
}
