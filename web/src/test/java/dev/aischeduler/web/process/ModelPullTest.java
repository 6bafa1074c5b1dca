package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.jobs.model.hub.FakeHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code models pull} as a process of its own. */
final class ModelPullTest {
  private static final int SOME = 4_000_000;
  private static final Path MINIATURES =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "jobs", "models");

  @TempDir Path folder;

  @Test
  void a_pull_from_a_mirror_survives_being_killed_and_keeps_the_token_to_itself() throws Exception {
    try (FakeHub mirror = new FakeHub()) {
      CountDownLatch never = new CountDownLatch(1);
      mirror.repository("test/voice", MINIATURES.resolve("tts-mini"));
      mirror.fault("model.onnx", FakeHub.holdingAfter(SOME, never));
      Path log = folder.resolve("first.log");
      Process first = pull(mirror, log);
      try {
        Path part = folder.resolve("models/.incoming/mine/model.onnx.part");
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> Files.exists(part) && Files.size(part) == SOME);
      } finally {
        first.destroy();
      }
      assertThat(first.waitFor()).isNotZero();
      assertThat(folder.resolve("models/mine")).doesNotExist();
      Path secondLog = folder.resolve("second.log");
      Process second = pull(mirror, secondLog);
      assertThat(second.waitFor()).as(Files.readString(secondLog)).isZero();
      assertThat(mirror.requests("model.onnx"))
          .extracting(FakeHub.Request::range)
          .containsExactly("", "bytes=" + SOME + "-");
      assertThat(mirror.requests())
          .extracting(FakeHub.Request::authorization)
          .containsOnly("Bearer hf_secret_token");
      assertThat(Files.readString(log) + Files.readString(secondLog))
          .contains("continued after 4.0 MB", "installed mine")
          .doesNotContain("hf_secret_token");
      assertThat(
              Files.mismatch(
                  MINIATURES.resolve("tts-mini/model.onnx"),
                  folder.resolve("models/mine/model.onnx")))
          .isEqualTo(-1);
    }
  }

  private Process pull(FakeHub mirror, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dai.djl.offline=true"));
    command.add("-Dai_scheduler.home=" + System.getProperty("ai_scheduler.home"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.aischeduler.web.Main", "models", "pull", "hf:test/voice"));
    command.addAll(List.of("--as", "mine", "--type", "tts"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("HF_ENDPOINT", mirror.endpoint().toString());
    builder.environment().put("HF_TOKEN", "hf_secret_token");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
