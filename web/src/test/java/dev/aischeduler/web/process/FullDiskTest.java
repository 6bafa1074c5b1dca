package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room for results delays the jobs that need it, and nothing else. */
@Tag("drill")
class FullDiskTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void makeSmallDisk() throws Exception {
    disk = Files.createDirectories(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=48m", "none", disk.toString());
    assumeThat(mounted).as("right to mount a small disk (root)").isTrue();
  }

  @AfterEach
  void removeSmallDisk() throws Exception {
    if (mounted) {
      run("umount", disk.toString());
    }
  }

  @Test
  void a_job_whose_result_does_not_fit_is_tried_again_while_others_go_on() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            folder,
            "--set",
            "artifacts.path=" + disk,
            "--set",
            "lanes.tts.backoff_s=1",
            "--set",
            "lanes.tts.backoff_max_s=1",
            "--set",
            "lanes.tts.max_attempts=100")) {
      await().atMost(PATIENCE).until(() -> server.call("/readyz").statusCode() == 200);
      Path filler = fill();

      String speech =
          server.submit("/api/v1/tts/synthesize", "{\"text\":\"Hello\",\"async\":true}");
      await()
          .atMost(PATIENCE)
          .until(() -> server.get("/api/v1/task/status/" + speech).get("attempt").asInt() >= 2);
      assertThat(server.get("/api/v1/task/" + speech + "/events").toString())
          .contains("Cannot store artifact content in " + disk)
          .contains("No space left on device")
          .contains("check that the disk has space");
      assertThat(server.status(speech)).isNotIn("failed", "succeeded");
      String chat = server.submit("/api/v1/llm/generate", "{\"prompt\":\"Hi\",\"async\":true}");
      await().atMost(PATIENCE).until(() -> server.status(chat).equals("succeeded"));
      assertThat(server.unready("/readyz")).contains("\"artifacts\":\"full\"");
      assertThat(server.call("/healthz").statusCode()).isEqualTo(200);
      assertThat(freeBytes(server)).isLessThan(1 << 20);
      await("drafts of failed results to go").atMost(PATIENCE).until(() -> drafts() == 0);

      Files.delete(filler);
      await().atMost(PATIENCE).until(() -> server.status(speech).equals("succeeded"));
      assertThat(server.call("/readyz").statusCode()).isEqualTo(200);
      JsonNode job = server.get("/api/v1/task/status/" + speech);
      assertThat(job.get("artifacts").get(0).get("size").asLong()).isPositive();
      Drills.report(
          "full disk: the job was tried %d times and succeeded when there was room; the node lived,"
              + " other lanes went on, no half file was left",
          job.get("attempt").asInt());
    }
  }

  /** Uses up all space; returns the file that does. */
  private Path fill() throws IOException {
    Path filler = disk.resolve("filler");
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      return filler;
    }
  }

  private long drafts() throws IOException {
    try (Stream<Path> files = Files.list(disk.resolve("drafts"))) {
      return files.count();
    }
  }

  private static long freeBytes(ServerProcess server) throws Exception {
    return server.get("/api/v1/system/resources").get("artifacts").get("free").asLong();
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
