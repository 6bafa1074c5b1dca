package dev.aischeduler.jobs.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.model.hub.catalogue.ModelNameException;
import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.jobs.model.hub.files.ManifestFile;
import dev.aischeduler.jobs.model.hub.http.HubException;
import dev.aischeduler.jobs.model.hub.http.HubHttp;
import dev.aischeduler.jobs.model.hub.http.Retry;
import dev.aischeduler.jobs.model.hub.transfer.FileTransfer;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import dev.aischeduler.jobs.model.hub.transfer.WantedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Transfers that are cut, stall, change, lie or meet each other. */
final class TransferTest {
  private static final int SOME = 5_000_000;

  @AutoClose private final HubFixture fixture = new HubFixture();
  private final FakeHub hub = fixture.hub;
  private final Path models = fixture.models;

  @Test
  void a_pull_installs_every_file_and_records_its_source() throws Exception {
    Manifest manifest = fixture.pull(1, "mine");
    assertThat(fixture.isWhole("mine")).isTrue();
    assertThat(manifest.source()).isEqualTo("test/llm");
    assertThat(manifest.revision()).isEqualTo(FakeHub.COMMIT);
    assertThat(manifest.licence()).isEqualTo("apache-2.0");
    assertThat(manifest.installedAt()).isEqualTo(HubFixture.CLOCK.instant());
    assertThat(manifest.files())
        .extracting(ManifestFile::path)
        .contains("config.json", "tokenizer.json", "tokenizer_config.json", HubFixture.WEIGHTS);
    assertThat(Manifest.read(models.resolve("mine"))).contains(manifest);
    assertThat(fixture.client(1).problems("mine")).isEmpty();
    assertThat(fixture.installed()).containsExactly("mine");
    assertThat(fixture.staged("")).doesNotExist();
  }

  @Test
  void a_cut_transfer_resumes_where_it_ended() throws Exception {
    hub.fault(HubFixture.WEIGHTS, FakeHub.cutAfter(SOME), FakeHub.cutAfter(1000));
    fixture.pull(2, "mine");
    assertThat(hub.requests(HubFixture.WEIGHTS))
        .extracting(FakeHub.Request::range)
        .containsExactly("", "bytes=" + SOME + "-", "bytes=" + (SOME + 1000) + "-");
    assertThat(fixture.isWhole("mine")).isTrue();
    assertThat(fixture.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void a_failed_pull_leaves_no_model_and_the_next_one_resumes() throws Exception {
    hub.fault(HubFixture.WEIGHTS, FakeHub.cutAfter(SOME));
    assertThatThrownBy(() -> fixture.pull(1, "mine"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("connection");
    assertThat(fixture.installed()).isEmpty();
    assertThat(fixture.staged(HubFixture.WEIGHTS + ".part")).hasSize(SOME);
    fixture.pull(1, "mine");
    assertThat(hub.requests(HubFixture.WEIGHTS).get(1).range()).isEqualTo("bytes=" + SOME + "-");
    assertThat(hub.requests("tokenizer.json")).as("complete files are kept").hasSize(1);
    assertThat(fixture.isWhole("mine")).isTrue();
  }

  @Test
  void a_hub_that_ignores_ranges_sends_the_whole_file() throws Exception {
    hub.fault(HubFixture.WEIGHTS, FakeHub.cutAfter(SOME), FakeHub.ignoringRange());
    fixture.pull(2, "mine");
    assertThat(hub.requests(HubFixture.WEIGHTS)).hasSize(2);
    assertThat(fixture.isWhole("mine")).isTrue();
  }

  @Test
  void a_file_that_changed_is_fetched_from_the_start() throws Exception {
    byte[] now = Files.readAllBytes(Miniatures.MODELS.resolve("llm-mini/onnx/model.onnx"));
    byte[] before = now.clone();
    before[10] ^= 1;
    hub.put("test/llm", HubFixture.WEIGHTS, before);
    hub.fault(HubFixture.WEIGHTS, FakeHub.cutAfter(SOME));
    assertThatThrownBy(() -> fixture.pull(1, "mine")).isInstanceOf(HubException.class);
    hub.put("test/llm", HubFixture.WEIGHTS, now);
    fixture.pull(1, "mine");
    assertThat(hub.requests(HubFixture.WEIGHTS).get(1).range()).isNotEmpty();
    assertThat(fixture.isWhole("mine")).isTrue();
  }

  @Test
  void a_range_of_another_version_is_discarded() throws Exception {
    hub.fault(HubFixture.WEIGHTS, FakeHub.cutAfter(SOME), FakeHub.rangeOfAnotherVersion());
    fixture.pull(3, "mine");
    assertThat(hub.requests(HubFixture.WEIGHTS).get(2).range()).isEmpty();
    assertThat(fixture.isWhole("mine")).isTrue();
  }

  @Test
  void a_part_that_was_damaged_on_the_disk_is_fetched_again() throws Exception {
    hub.fault(HubFixture.WEIGHTS, FakeHub.cutAfter(SOME));
    assertThatThrownBy(() -> fixture.pull(1, "mine")).isInstanceOf(HubException.class);
    Path part = fixture.staged(HubFixture.WEIGHTS + ".part");
    byte[] bytes = Files.readAllBytes(part);
    bytes[100] ^= 1;
    Files.write(part, bytes);
    fixture.pull(1, "mine");
    assertThat(fixture.notes).anyMatch(note -> note.contains("damaged"));
    assertThat(fixture.isWhole("mine")).isTrue();
  }

  @Test
  void corrupt_bytes_are_never_installed() {
    hub.fault(HubFixture.WEIGHTS, FakeHub.corrupting());
    assertThatThrownBy(() -> fixture.pull(3, "mine"))
        .isInstanceOf(DamagedModelException.class)
        .hasMessageContaining("wrong checksum")
        .hasMessageContaining("sha256");
    assertThat(models.resolve("mine")).doesNotExist();
    assertThat(fixture.staged(HubFixture.WEIGHTS)).doesNotExist();
    assertThat(fixture.staged(HubFixture.WEIGHTS + ".part")).doesNotExist();
  }

  @Test
  void corrupt_small_files_are_found_by_their_git_id() {
    hub.fault("config.json", FakeHub.corrupting());
    assertThatThrownBy(() -> fixture.pull(3, "mine"))
        .isInstanceOf(DamagedModelException.class)
        .hasMessageContaining("config.json");
    assertThat(models.resolve("mine")).doesNotExist();
  }

  @Test
  void a_file_of_another_size_than_listed_is_refused_before_it_is_read() {
    hub.fault(HubFixture.WEIGHTS, FakeHub.sending(new byte[1234]));
    assertThatThrownBy(() -> fixture.pull(3, "mine"))
        .isInstanceOf(DamagedModelException.class)
        .hasMessageContaining("1234 bytes");
  }

  @Test
  void a_file_longer_than_listed_is_refused() {
    hub.fault(HubFixture.WEIGHTS, FakeHub.endless());
    assertThatThrownBy(() -> fixture.pull(3, "mine"))
        .isInstanceOf(DamagedModelException.class)
        .hasMessageContaining("does not end");
    assertThat(fixture.staged(HubFixture.WEIGHTS + ".part")).doesNotExist();
  }

  @Test
  void a_silent_hub_times_out() {
    byte[] content = new byte[1000];
    hub.put("test/note", "note.json", content);
    hub.fault("note.json", FakeHub.holdingAfter(10, new CountDownLatch(1)));
    HubHttp impatient = new HubHttp(hub.endpoint(), "", Duration.ofSeconds(2));
    FileTransfer transfer = new FileTransfer(impatient, new Retry(1, pause -> {}));
    assertThatThrownBy(
            () ->
                transfer.fetch(
                    hub.endpoint().resolve("/test/note/resolve/main/note.json"),
                    new WantedFile("note.json", "note.json", content.length, null, null),
                    models.resolve("note.json"),
                    TransferListener.none()))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("sent nothing for 2 s");
  }

  @Test
  void a_busy_hub_is_asked_again_after_the_time_that_it_names() throws Exception {
    hub.fault(
        "config.json",
        FakeHub.status(503, "Retry-After", "7"),
        FakeHub.status(429, "Retry-After", "100000"),
        FakeHub.status(500, "X-Nothing", ""));
    fixture.pull(4, "mine");
    assertThat(fixture.pauses)
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(fixture.notes)
        .contains(
            "the hub answers 503 for config.json; trying again in 7 s (1 of 3)",
            "the hub answers 500 for config.json; trying again in 4 s (3 of 3)");
  }

  @Test
  void each_retry_of_an_unreachable_hub_is_reported() {
    ModelHub client = fixture.client(3);
    String dead = hub.endpoint() + " cannot be reached (connection refused)";
    hub.close();
    assertThatThrownBy(
            () -> client.pull(HubFixture.LLM, LlmTask.TYPE, "mine", List.of(), fixture.listener()))
        .isInstanceOf(HubException.class)
        .hasMessageContaining(dead)
        .hasMessageContaining("models import");
    assertThat(fixture.notes)
        .containsExactly(
            dead + "; trying again in 1 s (1 of 2)", dead + "; trying again in 2 s (2 of 2)");
  }

  @Test
  void what_is_missing_or_forbidden_is_not_asked_for_again() {
    fixture.token("hf_secret");
    hub.fault("config.json", FakeHub.status(401, "X-Nothing", ""));
    assertThatThrownBy(() -> fixture.pull(5, "mine"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("HF_TOKEN")
        .hasMessageNotContaining("hf_secret");
    hub.fault("config.json", FakeHub.status(404, "X-Nothing", ""));
    assertThatThrownBy(() -> fixture.pull(5, "mine")).hasMessageContaining("does not have");
    assertThat(fixture.pauses).isEmpty();
  }

  @Test
  void a_full_disk_is_noticed_before_anything_is_fetched() {
    fixture.free(10_000_000);
    assertThatThrownBy(() -> fixture.pull(1, "mine"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not enough disk space")
        .hasMessageContaining("models.path");
    assertThat(hub.requests()).noneMatch(request -> request.path().contains("/resolve/"));
  }

  @Test
  void an_interrupted_pull_stops_at_once_and_can_be_resumed() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    hub.fault(HubFixture.WEIGHTS, FakeHub.holdingAfter(SOME, never));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Manifest> pull = thread.submit(() -> fixture.pull(5, "mine"));
      Path part = fixture.staged(HubFixture.WEIGHTS + ".part");
      await().until(() -> Files.exists(part) && Files.size(part) == SOME);
      thread.shutdownNow();
      assertThatThrownBy(pull::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(part).hasSize(SOME);
    } finally {
      thread.shutdownNow();
    }
    fixture.pull(2, "mine");
    assertThat(fixture.isWhole("mine")).isTrue();
  }

  @Test
  void two_pulls_of_one_name_do_not_mix() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    hub.fault(
        "config.json",
        (exchange, content) -> {
          asked.countDown();
          go.await();
          FakeHub.ignoringRange().answer(exchange, content);
        });
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Manifest> first = thread.submit(() -> fixture.pull(1, "mine"));
      asked.await();
      assertThatThrownBy(() -> fixture.pull(1, "mine"))
          .isInstanceOf(ModelNameException.class)
          .hasMessageContaining("another command");
      fixture.pull(1, "other");
      go.countDown();
      assertThat(first.get().name()).isEqualTo("mine");
    } finally {
      go.countDown();
      thread.shutdownNow();
    }
    assertThat(List.of(fixture.isWhole("mine"), fixture.isWhole("other"))).containsOnly(true);
    assertThatThrownBy(() -> fixture.pull(1, "mine"))
        .isInstanceOf(ModelNameException.class)
        .hasMessageContaining("installed already");
  }
}
