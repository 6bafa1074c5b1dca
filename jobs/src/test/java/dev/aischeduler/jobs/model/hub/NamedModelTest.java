package dev.aischeduler.jobs.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueFile;
import dev.aischeduler.jobs.model.hub.catalogue.HubCatalogue;
import dev.aischeduler.jobs.model.hub.catalogue.ModelNameException;
import dev.aischeduler.jobs.model.hub.files.Checksum;
import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import dev.aischeduler.jobs.model.hub.files.FileRules;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.jobs.model.hub.files.ManifestFile;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped catalogue, and pulls by it. */
final class NamedModelTest {
  static List<CatalogueEntry> entries() {
    return HubCatalogue.shipped().models();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void each_entry_is_complete_and_harmless(CatalogueEntry entry) throws Exception {
    assertThat(entry.name()).matches("[a-z0-9][a-z0-9.-]+");
    assertThat(entry.taskType()).isNotNull();
    assertThat(entry.licence()).isNotBlank();
    assertThat(entry.bytes()).isPositive();
    assertThat(entry.notes()).isNotEmpty();
    assertThat(entry.source().pinned() || !entry.runs()).as("runs only from a commit").isTrue();
    for (CatalogueFile file : entry.files()) {
      FileRules.checkListed(file.path());
      FileRules.checkPlace(file.target());
      FileRules.checkKind(file.target());
      assertThat(file.sha256() == null || file.sha256().matches("[0-9a-f]{64}")).isTrue();
      assertThat(file.size() != null || !entry.exactSize()).isTrue();
    }
  }

  @Test
  void names_are_unique_and_the_documented_engines_are_served() {
    Set<String> names = new HashSet<>();
    for (CatalogueEntry entry : entries()) {
      List<String> all = new ArrayList<>(entry.engines());
      all.add(entry.name());
      all.forEach(name -> assertThat(names.add(name)).as(name).isTrue());
    }
    for (String engine : List.of("qwen2.5", "coqui", "sd1.5-turbo")) {
      assertThat(HubCatalogue.shipped().find(engine).orElseThrow().runs()).as(engine).isTrue();
    }
    assertThat(HubCatalogue.shipped().find("nothing")).isEmpty();
  }

  @Test
  void a_voice_in_a_sub_folder_arrives_in_the_root_of_its_own() throws Exception {
    try (HubFixture fixture = new HubFixture()) {
      Path voice = Miniatures.MODELS.resolve("tts-mini");
      fixture.hub.put(
          "test/voices", "zh/mini.onnx", Files.readAllBytes(voice.resolve("model.onnx")));
      fixture.hub.put(
          "test/voices", "zh/mini.onnx.json", Files.readAllBytes(voice.resolve("model.onnx.json")));
      CatalogueEntry entry = entry("tts", "test/voices", true, files(voice));
      Manifest manifest = fixture.client(1).pull(entry, "coqui", TransferListener.none());
      assertThat(manifest.files())
          .extracting(ManifestFile::path)
          .containsExactly("mini.onnx", "mini.onnx.json");
      assertThat(fixture.hub.requests().get(0).path())
          .isEqualTo("/api/models/test/voices/tree/" + FakeHub.COMMIT + "/zh");
      assertThat(fixture.client(1).problems("coqui")).isEmpty();
    }
  }

  @Test
  void what_the_catalogue_knows_must_be_what_the_hub_has() throws Exception {
    try (HubFixture fixture = new HubFixture()) {
      Path voice = Miniatures.MODELS.resolve("tts-mini");
      fixture.hub.put("test/voices", "zh/mini.onnx", new byte[100]);
      fixture.hub.put("test/voices", "zh/mini.onnx.json", new byte[100]);
      CatalogueEntry entry = entry("tts", "test/voices", true, files(voice));
      assertThatThrownBy(() -> fixture.client(1).pull(entry, "coqui", TransferListener.none()))
          .isInstanceOf(DamagedModelException.class)
          .hasMessageContaining("not the file that the catalogue knows");
    }
  }

  @Test
  void a_model_that_cannot_run_is_refused_with_the_reason() throws Exception {
    try (HubFixture fixture = new HubFixture()) {
      CatalogueEntry entry = HubCatalogue.shipped().find("piper-en-lessac").orElseThrow();
      assertThatThrownBy(() -> fixture.client(1).pull(entry, "mine", TransferListener.none()))
          .isInstanceOf(ModelNameException.class)
          .hasMessageContaining("espeak-ng");
      assertThat(fixture.hub.requests()).isEmpty();
    }
  }

  @Test
  void an_entry_can_add_defaults_that_its_repository_lacks() throws Exception {
    try (HubFixture fixture = new HubFixture()) {
      Path image = Miniatures.MODELS.resolve("image-mini");
      fixture.hub.repository("test/image", image);
      List<CatalogueFile> files = new ArrayList<>();
      for (String path :
          List.of(
              "scheduler/scheduler_config.json",
              "text_encoder/config.json",
              "text_encoder/model.onnx",
              "tokenizer/tokenizer.json",
              "unet/config.json",
              "unet/model.onnx",
              "vae_decoder/model.onnx")) {
        files.add(new CatalogueFile(path, null, null, null));
      }
      Manifest manifest =
          fixture
              .client(1)
              .pull(entry("image", "test/image", true, files), "art", TransferListener.none());
      assertThat(manifest.files())
          .extracting(ManifestFile::path)
          .contains("generation_config.json");
      assertThat(
              Json.mapper().readTree(fixture.models.resolve("art/generation_config.json").toFile()))
          .isEqualTo(Json.mapper().readTree("{\"steps\":4}"));
    }
  }

  private static List<CatalogueFile> files(Path voice) throws Exception {
    Path weights = voice.resolve("model.onnx");
    return List.of(
        new CatalogueFile(
            "zh/mini.onnx", "mini.onnx", Files.size(weights), Checksum.sha256(weights)),
        new CatalogueFile("zh/mini.onnx.json", "mini.onnx.json", null, null));
  }

  private static CatalogueEntry entry(
      String type, String repository, boolean runs, List<CatalogueFile> files) throws Exception {
    return new CatalogueEntry(
        "test",
        type,
        "a test",
        List.of(),
        repository,
        FakeHub.COMMIT,
        "Apache-2.0",
        runs,
        1L,
        List.of("a note"),
        type.equals("image") ? Json.mapper().readTree("{\"steps\":4}") : null,
        files);
  }
}
