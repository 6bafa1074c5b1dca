package dev.aischeduler.jobs.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.hub.catalogue.ModelNameException;
import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.jobs.model.hub.files.UnsafeFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders that are imported, checked and removed; no network. */
final class InstalledModelTest {
  @TempDir Path elsewhere;
  @AutoClose private final HubFixture fixture = new HubFixture();
  private final Path models = fixture.models;
  private final ModelHub hub = fixture.client(1);

  @AfterEach
  void no_request_reached_the_hub() {
    assertThat(fixture.hub.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"llm-mini, LLM", "tts-mini, TTS", "image-mini, IMAGE"})
  void a_folder_of_each_layout_is_recognised_and_copied(String folder, TaskType type)
      throws Exception {
    Manifest manifest =
        hub.importFolder(Miniatures.MODELS.resolve(folder), "mine", fixture.listener());
    assertThat(manifest.type()).isEqualTo(type.wireName());
    assertThat(hub.problems("mine")).isEmpty();
    assertThat(hub.manifest("mine")).contains(manifest);
    ModelCatalogue catalogue = new ModelCatalogue(models, Miniatures.MODELS, false);
    assertThat(catalogue.resolve(type, "mine").miniature()).isFalse();
    assertThat(catalogue.list()).extracting(m -> m.name()).doesNotContain(".incoming");
  }

  @Test
  void links_as_in_the_hubs_own_cache_are_followed() throws Exception {
    Path snapshot = Files.createDirectories(elsewhere.resolve("snapshot"));
    for (String file : new String[] {"model.onnx", "model.onnx.json"}) {
      Path blob =
          Files.copy(
              Miniatures.MODELS.resolve("tts-mini").resolve(file),
              elsewhere.resolve("blob-" + file));
      Files.createSymbolicLink(snapshot.resolve(file), blob);
    }
    hub.importFolder(snapshot, "mine", fixture.listener());
    assertThat(models.resolve("mine/model.onnx")).isRegularFile();
    assertThat(Files.isSymbolicLink(models.resolve("mine/model.onnx"))).isFalse();
  }

  @Test
  void pickles_beside_the_model_are_left_out_and_named() throws Exception {
    Path folder = copyOfVoice();
    Files.write(folder.resolve("model.pth"), new byte[100]);
    hub.importFolder(folder, "mine", fixture.listener());
    assertThat(models.resolve("mine/model.pth")).doesNotExist();
    assertThat(fixture.notes).anyMatch(note -> note.contains("model.pth"));
  }

  @Test
  void a_folder_that_is_no_model_says_what_each_type_misses() throws IOException {
    Files.writeString(elsewhere.resolve("readme.txt"), "nothing");
    assertThatThrownBy(() -> hub.importFolder(elsewhere, "mine", fixture.listener()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("as llm:")
        .hasMessageContaining("as tts:")
        .hasMessageContaining("as image:");
    assertThat(models.resolve("mine")).doesNotExist();
  }

  @Test
  void a_zip_named_like_a_graph_is_refused() throws Exception {
    Path folder = copyOfVoice();
    Files.write(folder.resolve("model.onnx"), new byte[] {'P', 'K', 3, 4, 0, 0});
    assertThatThrownBy(() -> hub.importFolder(folder, "mine", fixture.listener()))
        .isInstanceOf(UnsafeFileException.class);
    assertThat(models.resolve("mine")).doesNotExist();
  }

  @Test
  void names_that_no_engine_could_have_are_refused() {
    Path folder = Miniatures.MODELS.resolve("tts-mini");
    for (String name : new String[] {"../x", ".hidden", "a/b", "", "x".repeat(65)}) {
      assertThatThrownBy(() -> hub.importFolder(folder, name, fixture.listener()))
          .as(name)
          .isInstanceOf(ModelNameException.class);
    }
  }

  @Test
  void damage_of_every_kind_is_found() throws Exception {
    hub.importFolder(Miniatures.MODELS.resolve("llm-mini"), "mine", fixture.listener());
    Path weights = models.resolve("mine/onnx/model.onnx");
    byte[] good = Files.readAllBytes(weights);
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(weights, bad);
    assertThat(hub.problems("mine")).singleElement().asString().contains("another checksum");
    Files.write(weights, new byte[10]);
    assertThat(hub.problems("mine")).singleElement().asString().contains("10 bytes instead of");
    Files.delete(weights);
    assertThat(hub.problems("mine")).singleElement().asString().contains("is missing");
    Files.write(weights, good);
    assertThat(hub.problems("mine")).isEmpty();
    Files.writeString(models.resolve("mine/manifest.json"), "{");
    assertThatThrownBy(() -> hub.problems("mine")).isInstanceOf(DamagedModelException.class);
  }

  @Test
  void a_folder_put_there_by_hand_is_checked_as_far_as_possible() throws Exception {
    Path mine = Files.createDirectories(models.resolve("mine"));
    assertThat(hub.problems("mine")).singleElement().asString().contains("no usable model");
    for (String file : new String[] {"model.onnx", "model.onnx.json"}) {
      Files.copy(Miniatures.MODELS.resolve("tts-mini").resolve(file), mine.resolve(file));
    }
    assertThat(hub.manifest("mine")).isEmpty();
    assertThat(hub.problems("mine")).isEmpty();
  }

  @Test
  void graphs_are_opened_on_demand() throws Exception {
    hub.importFolder(Miniatures.MODELS.resolve("tts-mini"), "mine", fixture.listener());
    OnnxRuntime runtime = new OnnxRuntime(1);
    hub.openGraphs("mine", runtime);
    Files.write(models.resolve("mine/model.onnx"), new byte[1000]);
    assertThatThrownBy(() -> hub.openGraphs("mine", runtime))
        .isInstanceOf(DamagedModelException.class)
        .hasMessageContaining("model.onnx");
  }

  @Test
  void a_removed_model_is_gone_and_its_name_free() throws Exception {
    hub.importFolder(Miniatures.MODELS.resolve("tts-mini"), "mine", fixture.listener());
    hub.remove("mine");
    assertThat(hub.isInstalled("mine")).isFalse();
    assertThat(fixture.installed()).isEmpty();
    assertThatThrownBy(() -> hub.remove("mine")).isInstanceOf(ModelNameException.class);
    hub.importFolder(Miniatures.MODELS.resolve("tts-mini"), "mine", fixture.listener());
    assertThat(hub.isInstalled("mine")).isTrue();
  }

  private Path copyOfVoice() throws IOException {
    Path folder = Files.createDirectories(elsewhere.resolve("voice"));
    for (String file : new String[] {"model.onnx", "model.onnx.json"}) {
      Files.copy(Miniatures.MODELS.resolve("tts-mini").resolve(file), folder.resolve(file));
    }
    return folder;
  }
}
