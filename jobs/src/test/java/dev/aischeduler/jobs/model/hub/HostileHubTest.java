package dev.aischeduler.jobs.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.files.Checksum;
import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import dev.aischeduler.jobs.model.hub.files.UnsafeFileException;
import dev.aischeduler.jobs.model.hub.http.HubException;
import dev.aischeduler.jobs.model.hub.http.HubHttp;
import dev.aischeduler.jobs.model.hub.http.Retry;
import dev.aischeduler.jobs.model.hub.transfer.FileTransfer;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import dev.aischeduler.jobs.model.hub.transfer.WantedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub that wants more than to be read. */
final class HostileHubTest {
  @AutoClose private final HubFixture fixture = new HubFixture();
  private final FakeHub hub = fixture.hub;
  private final Path models = fixture.models;

  @Test
  void a_redirect_is_followed_and_the_token_stays_with_the_hub() throws Exception {
    fixture.token("hf_secret");
    try (FakeHub elsewhere = new FakeHub()) {
      elsewhere.repository("test/llm", Miniatures.MODELS.resolve("llm-mini"));
      URI there = elsewhere.endpoint().resolve("/test/llm/resolve/x/onnx/model.onnx?signature=s");
      hub.fault(HubFixture.WEIGHTS, FakeHub.redirect(there.toString()));
      hub.fault("config.json", FakeHub.redirect("/test/llm/resolve/other/config.json"));
      fixture.pull(1, "mine");
      assertThat(fixture.isWhole("mine")).isTrue();
      assertThat(elsewhere.requests()).hasSize(1);
      assertThat(elsewhere.requests().get(0).authorization()).isEmpty();
      assertThat(hub.requests())
          .extracting(FakeHub.Request::authorization)
          .containsOnly("Bearer hf_secret");
      assertThat(hub.requests("config.json")).hasSize(2);
    }
  }

  @Test
  void the_checksum_that_the_hub_names_on_the_way_counts() throws Exception {
    byte[] wrong = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    byte[] content = "{\"b\":1}".getBytes(StandardCharsets.UTF_8);
    Path expected = Files.write(models.resolve("expected"), content);
    HubHttp http = new HubHttp(hub.endpoint(), "", java.time.Duration.ofSeconds(20));
    WantedFile wanted = new WantedFile("note.json", "note.json", content.length, null, null);
    hub.put("test/llm", "note.json", wrong);
    hub.fault(
        "note.json",
        (exchange, ignored) -> {
          exchange.getResponseHeaders().set("X-Linked-ETag", Checksum.sha256(expected));
          FakeHub.sending(wrong).answer(exchange, ignored);
        });
    URI address = hub.endpoint().resolve("/test/llm/resolve/main/note.json");
    FileTransfer transfer = new FileTransfer(http, new Retry(1, pause -> {}));
    assertThatThrownBy(
            () ->
                transfer.fetch(
                    address, wanted, models.resolve("note.json"), TransferListener.none()))
        .isInstanceOf(DamagedModelException.class);
  }

  @Test
  void redirects_that_never_end_are_refused() {
    FakeHub.Fault loop = FakeHub.redirect("/test/llm/resolve/main/config.json");
    hub.fault("config.json", loop, loop, loop, loop, loop, loop, loop, loop, loop, loop, loop);
    assertThatThrownBy(() -> fixture.pull(3, "mine"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("redirects more than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "jar:http://127.0.0.1/x!/y",
        "",
        "http:"
      })
  void redirects_to_anything_but_http_are_refused(String location) {
    hub.fault("config.json", FakeHub.redirect(location));
    assertThatThrownBy(() -> fixture.pull(3, "mine"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("redirects to");
    assertThat(models.resolve("mine")).doesNotExist();
  }

  @Test
  void a_redirect_from_https_to_http_is_refused() {
    assertThatThrownBy(() -> HubHttp.target(URI.create("https://hub/x"), "http://hub/x"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("from https to http");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.json",
        "onnx/../../evil.json",
        "/etc/evil.json",
        "..\\evil.json",
        "C:/evil.json",
        "evil\n.json"
      })
  void names_that_lead_out_of_the_folder_are_refused(String name) throws IOException {
    hub.put("test/llm", name, new byte[10]);
    assertThatThrownBy(() -> fixture.pull(1, "mine"))
        .isInstanceOf(UnsafeFileException.class)
        .hasMessageContaining("not a plain relative path");
    assertThat(fixture.installed()).isEmpty();
    assertThat(hub.requests()).noneMatch(request -> request.path().contains("/resolve/"));
  }

  @Test
  void pickles_in_a_repository_are_left_there() throws Exception {
    hub.put("test/llm", "pytorch_model.bin", new byte[100]);
    hub.put("test/llm", "model.pt", new byte[100]);
    fixture.pull(1, "mine");
    assertThat(hub.requests()).noneMatch(request -> request.path().matches(".*\\.(bin|pt)"));
    assertThat(models.resolve("mine/pytorch_model.bin")).doesNotExist();
  }

  @Test
  void a_repository_of_pickles_only_is_refused() {
    hub.put("test/pickles", "config.json", new byte[10]);
    hub.put("test/pickles", "pytorch_model.bin", new byte[100]);
    assertThatThrownBy(
            () ->
                fixture
                    .client(1)
                    .pull(
                        new RepositoryRef("test/pickles", "main"),
                        LlmTask.TYPE,
                        "mine",
                        List.of(),
                        TransferListener.none()))
        .isInstanceOf(UnsafeFileException.class)
        .hasMessageContaining("pytorch_model.bin")
        .hasMessageContaining("pickles are never read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080\u0002}q\u0000.",
        "\u0080\u0004\u0095\u0010",
        "PK\u0003\u0004rest",
        "\u001f\u008b\u0008",
        "\u007fELF",
        "version https://git-lfs.github.com/spec/v1"
      })
  void what_is_no_graph_in_spite_of_its_name_is_refused(String head) {
    byte[] content = (head + "x".repeat(100)).getBytes(StandardCharsets.ISO_8859_1);
    hub.put("test/llm", HubFixture.WEIGHTS, content);
    assertThatThrownBy(() -> fixture.pull(3, "mine"))
        .isInstanceOf(UnsafeFileException.class)
        .hasMessageContaining(HubFixture.WEIGHTS);
    assertThat(models.resolve("mine")).doesNotExist();
  }

  @Test
  void several_weights_are_not_guessed_among() throws Exception {
    hub.put("test/llm", "onnx/model_q4.onnx", new byte[100]);
    assertThatThrownBy(() -> fixture.pull(1, "mine"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("--include")
        .hasMessageContaining("onnx/model_q4.onnx");
    fixture
        .client(1)
        .pull(
            HubFixture.LLM, LlmTask.TYPE, "mine", List.of("onnx/model.onnx*"), fixture.listener());
    assertThat(fixture.isWhole("mine")).isTrue();
    assertThat(models.resolve("mine/onnx/model_q4.onnx")).doesNotExist();
  }

  @Test
  void a_folder_that_no_loader_could_use_is_not_installed() {
    hub.put("test/llm", "tokenizer_config.json", "{}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> fixture.pull(1, "mine"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chat_template");
    assertThat(models.resolve("mine")).doesNotExist();
  }
}
