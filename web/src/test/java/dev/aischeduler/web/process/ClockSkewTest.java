package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes whose clocks are minutes apart neither steal each other's jobs nor start any too early. */
@Tag("drill")
class ClockSkewTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String JOB =
      "{\"prompt\":\"Hi\",\"max_tokens\":1,\"async\":true,\"run_at\":\"%s\"}";

  @TempDir Path folder;

  @Test
  void clocks_five_minutes_off_cost_no_attempt_and_start_no_job_before_its_time() throws Exception {
    Optional<Path> library = library();
    assumeThat(library).as("libfaketime (.ci/faketime)").isPresent();
    try (Cluster cluster = new Cluster(folder)) {
      ServerProcess early = cluster.start("early", clockSetting(library.get(), "-300s"));
      ServerProcess late = cluster.start("late", clockSetting(library.get(), "+300s"));
      JobLedger ledger = new JobLedger(cluster.database());
      assertThat(Duration.between(clock(early), clock(late))).isGreaterThan(Duration.ofMinutes(9));
      Instant runAt = Instant.now().plusSeconds(Drills.size(10, 60));
      List<String> jobs = new ArrayList<>();
      for (ServerProcess node : List.of(early, late)) {
        jobs.add(node.submit("/api/v1/llm/generate", String.format(Locale.ROOT, JOB, runAt)));
      }
      Instant started;
      try (SubmissionLoad load = SubmissionLoad.start(cluster::anyAddress, 20)) {
        String timed = "run_at IS NOT NULL AND status IN ('queued', 'running', 'succeeded')";
        await().atMost(PATIENCE).until(() -> ledger.count(timed) > 0);
        started = Instant.now();
        load.finish();
        jobs.addAll(load.ids());
      }
      assertThat(started).isBetween(runAt.minusMillis(500), runAt.plusSeconds(60));
      ledger.awaitAllEnded(PATIENCE);
      ledger.assertAllSucceededOnce(jobs);
      assertThat(ledger.count("attempt <> 1")).as("jobs that ran again").isZero();
      assertThat(ledger.count("node = 'early'")).isPositive();
      assertThat(ledger.count("node = 'late'")).isPositive();
      Drills.report(
          "clocks 5 minutes early and late: %d jobs once each, all at the first attempt; jobs for a"
              + " given time became startable %d ms after it",
          jobs.size(), Duration.between(runAt, started).toMillis());
    }
  }

  /** The time at which a server wrote the first line of its log, by its own clock. */
  private static Instant clock(ServerProcess server) throws IOException {
    return Instant.parse(server.log().substring(0, "2000-01-01T00:00:00.000Z".length()));
  }

  private static Map<String, String> clockSetting(Path library, String offset) {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME",
        offset,
        // pauses and time limits go on as they are; without the second, Object.wait never pauses
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  private static Optional<Path> library() throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
      for (Path folder : found) {
        Path library = folder.resolve("faketime/libfaketimeMT.so.1");
        if (Files.exists(library)) {
          return Optional.of(library);
        }
      }
    }
    return Optional.empty();
  }
}
