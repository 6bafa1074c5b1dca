package dev.aischeduler.jobs.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.engine.workflow.step.StepContext;
import dev.aischeduler.engine.workflow.step.StepFailedException;
import dev.aischeduler.engine.workflow.template.Template;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

/** Sounds that Java's own library wrote are joined, and it reads the result. */
final class JoinSoundTest {
  private final List<byte[]> sounds = new ArrayList<>();
  private byte[] stored = {};

  /**
   * @param value of the low byte of every sample
   */
  private static byte[] wav(int rate, int channels, int frames, int value) {
    return WavFiles.of(rate, channels, frames, i -> value / 32767.0);
  }

  private ObjectNode join(String settings) throws IOException {
    return new JoinSound().run(StrictJson.tree(settings), new Context());
  }

  @Test
  void samples_follow_one_another_with_silence_between() throws Exception {
    sounds.add(wav(1000, 1, 500, 1));
    sounds.add(wav(1000, 1, 0, 2));
    sounds.add(wav(1000, 1, 250, 3));
    ObjectNode result = join("{\"sounds\": 1, \"gap_ms\": 100}");
    assertThat(result.path("duration_s").asDouble()).isEqualTo(0.95);
    assertThat(result.path("parts").toString())
        .isEqualTo(
            "[{\"start_s\":0.0,\"duration_s\":0.5},{\"start_s\":0.6,\"duration_s\":0.0},"
                + "{\"start_s\":0.7,\"duration_s\":0.25}]");
    try (AudioInputStream joined =
        AudioSystem.getAudioInputStream(new ByteArrayInputStream(stored))) {
      assertThat(joined.getFormat().getSampleRate()).isEqualTo(1000);
      assertThat(joined.getFrameLength()).isEqualTo(950);
      byte[] samples = joined.readAllBytes();
      assertThat(samples[2 * 499]).isEqualTo((byte) 1);
      assertThat(samples[2 * 500]).isZero();
      assertThat(samples[2 * 699]).isZero();
      assertThat(samples[2 * 700]).isEqualTo((byte) 3);
      assertThat(samples[2 * 949]).isEqualTo((byte) 3);
    }
  }

  @Test
  void the_highest_rate_and_the_most_channels_are_those_of_all() throws Exception {
    sounds.add(wav(8000, 2, 800, 1));
    sounds.add(wav(16_000, 1, 1600, 1));
    ObjectNode result = join("{\"sounds\": 1, \"gap_ms\": 0}");
    assertThat(result.path("duration_s").asDouble()).isEqualTo(0.2);
    assertThat(result.path("sample_rate").asInt()).isEqualTo(16_000);
    try (AudioInputStream joined =
        AudioSystem.getAudioInputStream(new ByteArrayInputStream(stored))) {
      assertThat(joined.getFormat().getChannels()).isEqualTo(2);
      assertThat(joined.getFormat().getSampleRate()).isEqualTo(16_000);
      assertThat(joined.getFrameLength()).isEqualTo(3200);
    }
  }

  @Test
  void chapters_begin_amid_the_pauses_and_both_kinds_of_marks_tell_them() throws Exception {
    sounds.add(wav(1000, 1, 500, 1));
    sounds.add(wav(1000, 1, 250, 2));
    sounds.add(wav(1000, 1, 250, 3));
    ObjectNode result =
        join(
            "{\"sounds\": 1, \"gap_ms\": 100, \"chapter_gap_ms\": 400,"
                + "\"titles\": [\"One\", \"One\", {\"text\": \"第二 \\n 章\"}]}");
    assertThat(WavFiles.cues(stored)).containsExactly("0 One", "1050 第二 章");
    assertThat(WavFiles.id3(stored)).containsExactly("0-1050 One", "1050-1500 第二 章");
    assertThat(result.path("chapters").toString())
        .isEqualTo("[{\"title\":\"One\",\"start_s\":0.0},{\"title\":\"第二 章\",\"start_s\":1.05}]");
    byte[] samples = new byte[3000];
    WavFiles.chunks(stored).get("data").get(samples);
    assertThat(samples[2 * 599]).isZero();
    assertThat(samples[2 * 600]).isEqualTo((byte) 2);
    assertThat(samples[2 * 850]).isZero();
    assertThat(samples[2 * 1249]).isZero();
    assertThat(samples[2 * 1250]).isEqualTo((byte) 3);
  }

  @Test
  void what_is_no_sound_of_this_kind_is_refused() throws Exception {
    sounds.add(wav(8000, 2, 10, 1));
    sounds.add(wav(8000, 3, 10, 1));
    refused("{\"sounds\": 1}", "some have 2 channels, some 3");
    sounds.set(1, "not a wav file at all, only text".getBytes(StandardCharsets.US_ASCII));
    refused("{\"sounds\": 1}", "s1.wav is no WAV file");
    sounds.set(1, new byte[] {'R', 'I', 'F', 'F'});
    refused("{\"sounds\": 1}", "ends within its header");
    sounds.remove(1);
    refused("{\"sounds\": 1, \"titles\": [\"a\", \"b\"]}", "titles must be a list of 1");
    refused("{\"sounds\": 1, \"gap_ms\": \"x\"}", "gap_ms must be");
    refused("{\"sounds\": 1, \"chapter_gap_ms\": 60001}", "chapter_gap_ms must be");
    sounds.clear();
    refused("{\"sounds\": 1}", "no sound");
  }

  private void refused(String settings, String why) {
    assertThatThrownBy(() -> join(settings))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void settings_are_checked_before_the_start() {
    List<String> problems = new ArrayList<>();
    Template settings =
        Template.of(
            StrictJson.tree("{\"gap\": 1, \"gap_ms\": \"a\", \"titles\": 1}"),
            "j",
            (p, what) -> {});
    new JoinSound().check(settings, "j", (path, what) -> problems.add(path));
    assertThat(problems).containsExactlyInAnyOrder("j.gap", "j.sounds", "j.gap_ms", "j.titles");
  }

  /** Sounds from the list, and the place where the result goes. */
  private final class Context implements StepContext {
    @Override
    public String step() {
      return "joined";
    }

    @Override
    public List<Artifact> artifacts(JsonNode value, String mediaType) {
      List<Artifact> all = new ArrayList<>();
      for (int i = 0; i < sounds.size(); i++) {
        all.add(
            new Artifact(
                new UUID(0, i),
                "s" + i + ".wav",
                "audio/wav",
                sounds.get(i).length,
                "",
                Instant.EPOCH));
      }
      return all;
    }

    @Override
    public InputStream open(Artifact artifact) {
      return new ByteArrayInputStream(sounds.get((int) artifact.jobId().getLeastSignificantBits()));
    }

    @Override
    public JsonNode store(String extension, String mediaType, InputStream content) {
      try {
        stored = content.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return JsonNodeFactory.instance.objectNode().put("name", step() + extension);
    }

    @Override
    public JsonNode keep(String extension, Artifact artifact) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkStopped() {}
  }
}
