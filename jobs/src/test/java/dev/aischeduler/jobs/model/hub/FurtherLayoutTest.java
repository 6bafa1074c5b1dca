package dev.aischeduler.jobs.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.model.ModelLayout;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of a task type that lives in this test, with a layout of its own. */
final class FurtherLayoutTest {
  private static final TaskType DEPTH = new TaskType("depth");
  private static final RepositoryRef SOURCE = new RepositoryRef("test/depth", "main");

  @TempDir Path elsewhere;
  @AutoClose private final HubFixture fixture = new HubFixture();
  private final ModelHub hub = fixture.client(1, layouts());

  /** One graph in {@code export/}, its labels beside it. */
  private static final class DepthLayout implements ModelLayout {
    @Override
    public boolean matches(Path folder) {
      return Files.isRegularFile(folder.resolve("labels.txt"));
    }

    @Override
    public void check(Path folder) throws IOException {
      if (!matches(folder)) {
        throw new FileNotFoundException(folder.resolve("labels.txt") + " is missing");
      }
    }

    @Override
    public boolean holdsWeights(String path) {
      return path.startsWith("export/");
    }

    @Override
    public boolean holdsCompanion(String path, String graph) {
      return path.equals("export/labels.txt");
    }

    @Override
    public boolean severalGraphs() {
      return false;
    }

    @Override
    public String root(String graph) {
      return "export/";
    }
  }

  private static ModelLayouts layouts() {
    Map<TaskType, ModelLayout> all = new LinkedHashMap<>(ShippedTasks.modules().layouts().byType());
    all.put(DEPTH, new DepthLayout());
    return new ModelLayouts(all);
  }

  @Test
  void a_folder_of_a_further_type_is_recognised_and_verified_by_its_layout() throws Exception {
    Files.writeString(elsewhere.resolve("labels.txt"), "near\nfar\n");
    Manifest manifest = hub.importFolder(elsewhere, "mine", fixture.listener());
    assertThat(manifest.type()).isEqualTo("depth");
    assertThat(layouts().typeOf(fixture.models.resolve("mine"))).contains(DEPTH);
    assertThat(hub.problems("mine")).isEmpty();
    Files.delete(fixture.models.resolve("mine/labels.txt"));
    assertThat(hub.problems("mine")).singleElement().asString().contains("labels.txt is missing");
  }

  @Test
  void a_pull_fetches_the_files_that_the_layout_of_a_further_type_names() throws Exception {
    fixture
        .hub
        .put(SOURCE.repository(), "README.txt", bytes("not needed"))
        .put(SOURCE.repository(), "export/model.onnx", bytes("a graph"))
        .put(SOURCE.repository(), "export/labels.txt", bytes("near"))
        .put(SOURCE.repository(), "other/model.onnx", bytes("another graph"));
    Manifest manifest = hub.pull(SOURCE, DEPTH, "mine", List.of(), fixture.listener());
    assertThat(manifest.files())
        .extracting(file -> file.path())
        .containsExactlyInAnyOrder("model.onnx", "labels.txt");
  }

  @Test
  void a_type_without_models_is_refused_with_the_types_that_have_some() {
    PullRequest request = new PullRequest(null, "hf:test/depth", "mine", "echo", null);
    assertThatThrownBy(() -> request.check(layouts()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("must be one of llm, tts, image, depth");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
