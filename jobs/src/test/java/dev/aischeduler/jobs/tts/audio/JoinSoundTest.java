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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

/** Sounds that Java's own library wrote are joined, and it reads the result. */
final class JoinSoundTest {
  private final List<byte[]> sounds = new ArrayList<>();
  private byte[] stored = {};

  private static byte[] wav(int rate, int channels, int frames, int value) {
    byte[] samples = new byte[frames * channels * 2];
    for (int i = 0; i < samples.length; i += 2) {
      samples[i] = (byte) value;
    }
    AudioFormat format = new AudioFormat(rate, 16, channels, true, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      AudioSystem.write(
          new AudioInputStream(new ByteArrayInputStream(samples), format, frames),
          AudioFileFormat.Type.WAVE,
          out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
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
  void stereo_is_kept_and_other_formats_are_refused() throws Exception {
    sounds.add(wav(8000, 2, 10, 1));
    sounds.add(wav(8000, 2, 10, 1));
    assertThat(join("{\"sounds\": 1, \"gap_ms\": 0}").path("duration_s").asDouble())
        .isEqualTo(0.003);
    sounds.add(wav(16_000, 2, 10, 1));
    assertThatThrownBy(() -> join("{\"sounds\": 1}"))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("8000 Hz and 16000 Hz");
    sounds.set(2, "not a wav file at all, only text".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> join("{\"sounds\": 1}"))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("s2.wav is no WAV file");
    sounds.set(2, new byte[] {'R', 'I', 'F', 'F'});
    assertThatThrownBy(() -> join("{\"sounds\": 1}")).isInstanceOf(StepFailedException.class);
    sounds.clear();
    assertThatThrownBy(() -> join("{\"sounds\": 1}")).hasMessageContaining("no sound");
    assertThatThrownBy(() -> join("{\"sounds\": 1, \"gap_ms\": \"x\"}"))
        .hasMessageContaining("gap_ms");
  }

  @Test
  void settings_are_checked_before_the_start() {
    List<String> problems = new ArrayList<>();
    Template settings =
        Template.of(StrictJson.tree("{\"gap\": 1, \"gap_ms\": \"a\"}"), "j", (p, what) -> {});
    new JoinSound().check(settings, "j", (path, what) -> problems.add(path));
    assertThat(problems).containsExactlyInAnyOrder("j.gap", "j.sounds", "j.gap_ms");
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
    public void checkStopped() {}
  }
}
