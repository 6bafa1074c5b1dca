package dev.aischeduler.jobs.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskResult;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.testing.RecordingContext;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.tts.audio.SpeechTrack;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.Pause;
import dev.aischeduler.jobs.tts.text.Sentence;
import dev.aischeduler.jobs.tts.text.Utterance;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TtsHandlerTest {
  private static final String STORY =
      "The old sailor told a strange story. He was tired, but he did not stop! 大家都在听。"
          + "任务已经完成，GPU很快。Who knows the end? Nobody does.";

  @TempDir private static Path empty;
  private static SpeechFixture shared;

  @TempDir private Path installed;

  @BeforeAll
  static void load() {
    shared = new SpeechFixture(empty, 4, Map.of());
  }

  @AfterAll
  static void close() {
    shared.close();
  }

  @Test
  void the_documented_request_gives_audible_speech_at_a_natural_pace() throws Exception {
    RecordingContext context = new RecordingContext();

    Map<String, Object> result = run(SpeechFixture.say("这是一段测试文本", 1.0), context);

    assertThat(result)
        .containsEntry("model", "tts-mini")
        .containsEntry("requested_model", "coqui")
        .containsEntry("miniature", true)
        .containsEntry("voice", "coqui")
        .containsEntry("languages", List.of("zh"))
        .containsEntry("sentences", 1)
        .containsEntry("sample_rate", 16_000)
        .containsKey("real_time_factor")
        .doesNotContainKey("skipped");
    assertThat(context.mediaTypes).containsEntry("speech.wav", "audio/wav");
    float[] samples = samples(speech(context));
    double seconds = samples.length / 16_000.0;
    assertThat(seconds)
        .isBetween(1.5, 2.8)
        .isCloseTo((double) result.get("duration_s"), within(1e-3));
    assertThat(rms(samples)).isBetween(0.05, 0.2);
    assertThat(peak(samples)).isLessThan(0.9f);
  }

  @Test
  void speed_divides_the_duration() throws Exception {
    double normal = seconds(SpeechFixture.say(STORY, 1));

    assertThat(seconds(SpeechFixture.say(STORY, 2)) / normal).isBetween(0.45, 0.56);
    assertThat(seconds(SpeechFixture.say(STORY, 0.5)) / normal).isBetween(1.8, 2.1);
  }

  @Test
  void the_number_of_threads_does_not_change_a_sample() throws Exception {
    RecordingContext parallel = new RecordingContext();
    run(SpeechFixture.say(STORY), parallel);
    RecordingContext alone = new RecordingContext();
    try (SpeechFixture one = new SpeechFixture(empty, 1, Map.of("models.prewarm", "false"))) {
      one.handler.run(SpeechFixture.say(STORY), alone);
    }

    assertThat(speech(parallel)).isEqualTo(speech(alone));
    assertThat(alone.notes).startsWith("sentence 1/6").hasSize(6);
    assertThat(alone.progress).startsWith(1 / 6.0).hasSize(6);
    assertThat(parallel.notes).isEqualTo(alone.notes);
    assertThat(parallel.progress).isEqualTo(alone.progress);
  }

  @Test
  void both_languages_are_spoken_and_the_rest_is_reported() throws Exception {
    Map<String, Object> result = run(SpeechFixture.say("打开GPU 😀"), new RecordingContext());

    assertThat(result)
        .containsEntry("languages", List.of("zh", "en"))
        .containsEntry("skipped", List.of("😀"));
  }

  @Test
  void a_speaker_of_the_voice_decides_how_bare_numbers_are_read() throws Exception {
    assertThat(
            run(
                new TtsRequest("100", "zh", null, null, null, null, null, false, null),
                new RecordingContext()))
        .containsEntry("languages", List.of("zh"))
        .containsEntry("model", "tts-mini");
    assertThat(
            run(
                new TtsRequest("100", "zh", null, "en", null, null, null, false, null),
                new RecordingContext()))
        .containsEntry("languages", List.of("en"));
  }

  @Test
  void a_text_with_nothing_to_say_fails_for_good() {
    assertThatThrownBy(() -> run(SpeechFixture.say("😀!"), new RecordingContext()))
        .isInstanceOf(PermanentTaskException.class)
        .hasMessageContaining("nothing");
  }

  @Test
  void a_cancelled_job_stops_between_sentences_and_leaves_nothing() {
    RecordingContext context = new RecordingContext().cancelAfterNotes(2);

    assertThatThrownBy(() -> run(SpeechFixture.say(STORY.repeat(5)), context))
        .isInstanceOf(TaskStoppedException.class);
    assertThat(context.notes).hasSize(2);
    assertThat(context.artifacts).isEmpty();
  }

  @Test
  void speech_that_turns_out_too_long_fails_for_good() throws Exception {
    try (SpeechFixture strict = new SpeechFixture(empty, 1, Map.of("limits.max_audio_s", "3"))) {
      assertThatThrownBy(
              () ->
                  strict.handler.run(
                      SpeechFixture.say("1234567 and 7654321"), new RecordingContext()))
          .isInstanceOf(PermanentTaskException.class)
          .hasMessageContaining("limits.max_audio_s");
    }
  }

  @Test
  void another_installed_voice_is_loaded_when_asked_for() throws Exception {
    Miniatures.install("tts-mini", installed, "amy");
    try (SpeechFixture two = new SpeechFixture(installed, 1, Map.of("models.prewarm", "false"))) {
      TtsRequest asVoice =
          two.handler.validate(
              new TtsRequest("hi", "amy", null, null, null, null, null, false, null));
      TtsRequest asModel =
          two.handler.validate(
              new TtsRequest("hi", "en", null, null, null, "amy", null, false, null));

      assertThat(two.handler.run(asVoice, new RecordingContext()).values())
          .containsEntry("model", "amy")
          .containsEntry("miniature", false);
      assertThat(two.handler.run(asModel, new RecordingContext()).values())
          .containsEntry("model", "amy");
      assertThatThrownBy(
              () ->
                  two.handler.run(
                      new TtsRequest("hi", "bob", null, null, null, "amy", null, false, null),
                      new RecordingContext()))
          .isInstanceOf(PermanentTaskException.class)
          .hasMessageContaining("en, zh");
    }
  }

  @Test
  void a_damaged_voice_fails_alone_and_serves_once_repaired() throws Exception {
    Miniatures.install("tts-mini", installed, "amy");
    Path weights = installed.resolve("amy").resolve("model.onnx");
    Files.write(weights, new byte[] {1, 2, 3});
    try (SpeechFixture two = new SpeechFixture(installed, 1, Map.of("models.prewarm", "false"))) {
      TtsRequest amy = new TtsRequest("hi", "amy", null, null, null, null, null, false, null);
      assertThatThrownBy(() -> two.handler.run(amy, new RecordingContext()))
          .isInstanceOf(PermanentTaskException.class)
          .hasMessageContaining("amy");
      assertThat(two.handler.run(SpeechFixture.say("hi"), new RecordingContext()).values())
          .containsEntry("model", "tts-mini");

      Files.copy(
          Miniatures.MODELS.resolve("tts-mini/model.onnx"),
          weights,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);

      assertThat(two.handler.run(amy, new RecordingContext()).values())
          .containsEntry("model", "amy");
    }
  }

  @Test
  void a_damaged_configured_voice_is_reported_and_not_replaced_by_the_miniature() throws Exception {
    Files.createDirectories(installed.resolve("coqui"));
    try (SpeechFixture broken = new SpeechFixture(installed, 1, Map.of())) {
      HandlerStatus status = broken.handler.status();
      assertThat(status.state()).isEqualTo(HandlerStatus.State.FAILED);
      assertThat(status.detail()).contains("coqui", "holds no voice");
    }
  }

  @Test
  void where_installed_voices_are_required_the_miniature_does_not_stand_in() {
    Map<String, String> strict = Map.of("engines.require_installed", "true");
    try (SpeechFixture none = new SpeechFixture(installed, 1, strict)) {
      assertThat(none.handler.status().state()).isEqualTo(HandlerStatus.State.FAILED);
      assertThat(none.handler.status().detail()).contains("not installed");
      assertThatThrownBy(
              () ->
                  none.handler.validate(
                      new TtsRequest("hi", "amy", null, null, null, null, null, false, null)))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("voice"));
    }
  }

  @Test
  void a_ready_handler_names_its_model() {
    HandlerStatus status = shared.handler.status();

    assertThat(status.state()).isEqualTo(HandlerStatus.State.READY);
    assertThat(status.model()).containsEntry("name", "tts-mini").containsEntry("engine", "coqui");
  }

  @Test
  @SuppressWarnings("unchecked")
  void what_was_said_is_told_with_its_times_and_captioned() throws Exception {
    RecordingContext context = new RecordingContext();
    Map<String, Object> result =
        run(
            new TtsRequest(
                "It costs $3.50 & runs Nginx. 打开GPU。",
                null,
                null,
                null,
                null,
                null,
                Map.of("nginx", "engine ex"),
                null,
                null),
            context);

    var spoken = (List<Map<String, Object>>) result.get("spoken");
    assertThat(spoken)
        .extracting(s -> s.get("words"))
        .containsExactly("it costs three dollars and fifty cents and runs engine ex.", "打开 g p u.");
    assertThat(spoken.get(0)).containsEntry("start_s", 0.05);
    double gap = (double) spoken.get(1).get("start_s") - (double) spoken.get(0).get("end_s");
    assertThat(gap).isCloseTo(0.32, within(0.0011));
    assertThat((double) spoken.get(1).get("end_s"))
        .isCloseTo((double) result.get("duration_s") - 0.12, within(0.0011));
    assertThat(context.artifacts).containsOnlyKeys("speech.wav", "speech.vtt", "speech.srt");
    assertThat(new String(context.artifacts.get("speech.vtt"), StandardCharsets.UTF_8))
        .startsWith("WEBVTT\n\n1\n00:00:00.050 --> 00:00:0")
        .contains("It costs $3.50 &amp; runs Nginx.\n", "\n打开GPU。\n");
  }

  @Test
  void a_preview_tells_words_and_runs_without_any_weights() throws Exception {
    Miniatures.install("tts-mini", installed, "amy");
    Files.delete(installed.resolve("amy").resolve("model.onnx"));
    Files.createFile(installed.resolve("amy").resolve("model.onnx"));
    try (SpeechFixture two = new SpeechFixture(installed, 1, Map.of("models.prewarm", "false"))) {
      Map<String, Object> told =
          two.handler
              .preview()
              .of(new TtsRequest("打开GPU 😀", "amy", null, null, null, null, null, null, null));

      assertThat(told)
          .containsEntry("model", "amy")
          .containsEntry("skipped", List.of("😀"))
          .containsEntry(
              "sentences",
              List.of(
                  Map.of(
                      "written",
                      "打开GPU 😀",
                      "words",
                      "打开 g p u.",
                      "runs",
                      List.of(
                          Map.of("language", "zh", "words", "打开", "text", "da3 kai1,"),
                          Map.of("language", "en", "words", "g p u.", "text", "g p u.")))));
    }
  }

  @Test
  void speech_comes_as_mp3_where_that_is_asked_for() throws Exception {
    RecordingContext context = new RecordingContext();
    run(new TtsRequest("Hello.", null, null, null, "mp3", null, null, false, null), context);
    assertThat(context.artifacts).containsOnlyKeys("speech.mp3");
    assertThat(context.mediaTypes).containsEntry("speech.mp3", "audio/mpeg");
    assertThat(context.artifacts.get("speech.mp3")).startsWith(0xFF).hasSizeGreaterThan(2000);
  }

  @Test
  void a_long_result_tells_so_many_sentences_as_a_document_may_hold() {
    Sentence sentence =
        new Sentence(
            "x",
            List.of(new Utterance(Language.EN, "x.", "x".repeat(50_000), "x", Pause.SENTENCE)));
    SpokenSentence said = new SpokenSentence(sentence, List.of(new SpeechTrack.Span(0, 9)));
    Map<String, Object> result = new HashMap<>();

    new SpokenReport(
            new SpeechSynthesizer.Speech(new SpeechTrack(16_000), List.of(said, said, said)))
        .addTo(result);

    assertThat((List<?>) result.get("spoken")).hasSize(2);
    assertThat(result).containsEntry("spoken_left_out", 1);
  }

  private static Map<String, Object> run(TtsRequest request, RecordingContext context)
      throws Exception {
    TaskResult result = shared.handler.run(shared.handler.validate(request), context);
    return result.values();
  }

  private static double seconds(TtsRequest request) throws Exception {
    return (double) run(request, new RecordingContext()).get("duration_s");
  }

  private static float[] samples(byte[] wav) throws Exception {
    try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
      ShortBuffer pcm =
          ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
      float[] samples = new float[pcm.remaining()];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = pcm.get(i) / 32768f;
      }
      return samples;
    }
  }

  private static double rms(float[] samples) {
    double sum = 0;
    for (float s : samples) {
      sum += (double) s * s;
    }
    return Math.sqrt(sum / samples.length);
  }

  private static float peak(float[] samples) {
    float peak = 0;
    for (float s : samples) {
      peak = Math.max(peak, Math.abs(s));
    }
    return peak;
  }

  private static byte[] speech(RecordingContext context) {
    assertThat(context.artifacts).containsOnlyKeys("speech.wav");
    return context.artifacts.get("speech.wav");
  }
}
