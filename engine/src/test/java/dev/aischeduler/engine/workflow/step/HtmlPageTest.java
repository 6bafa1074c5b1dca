package dev.aischeduler.engine.workflow.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.artifact.Artifact;
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
import org.junit.jupiter.api.Test;

/** Pictures and sounds are within a page, or beside it. */
final class HtmlPageTest {
  private static final String SETTINGS =
      """
      {"title": "x", %s"content": [{"picture": 1, "caption": "a \\"b\\""}, {"sound": 2}]}
      """;

  private final List<String> kept = new ArrayList<>();
  private String page = "";

  private ObjectNode make(String embed) throws Exception {
    return new HtmlPage().run(StrictJson.tree(SETTINGS.replace("%s", embed)), new Context());
  }

  @Test
  void they_are_within_the_page_unless_it_is_told_otherwise() throws Exception {
    ObjectNode result = make("");
    assertThat(page)
        .contains("img-src data:; media-src data:;")
        .contains("src=\"data:image/png;base64,AQ==\"", "src=\"data:audio/wav;base64,Ag==\"");
    assertThat(kept).isEmpty();
    assertThat(result.path("artifacts")).hasSize(1);
  }

  @Test
  void they_are_files_beside_the_page_that_it_names() throws Exception {
    ObjectNode result = make("\"embed\": false, ");
    assertThat(page)
        .contains("img-src 'self' file:; media-src 'self' file:;")
        .contains("<img alt=\"a &quot;b&quot;\" src=\"page-1.png\">")
        .contains("<audio controls src=\"page-2.wav\">")
        .doesNotContain("base64");
    assertThat(kept).containsExactly("page-1.png of 1", "page-2.wav of 2");
    assertThat(result.path("artifacts").toString())
        .isEqualTo(
            "[{\"name\":\"page.html\"},{\"name\":\"page-1.png\"},{\"name\":\"page-2.wav\"}]");
  }

  @Test
  void embed_is_true_or_false() {
    assertThatThrownBy(() -> make("\"embed\": \"no\", ")).hasMessageContaining("embed must be");
    List<String> problems = new ArrayList<>();
    Template settings =
        Template.of(StrictJson.tree(SETTINGS.replace("%s", "\"embed\": 1, ")), "p", (a, b) -> {});
    new HtmlPage().check(settings, "p", (path, what) -> problems.add(path));
    assertThat(problems).containsExactly("p.embed");
  }

  /** A picture, 1, and a sound, 2. */
  private final class Context implements StepContext {
    @Override
    public String step() {
      return "page";
    }

    @Override
    public List<Artifact> artifacts(JsonNode value, String mediaType) {
      boolean picture = mediaType.equals("image/");
      return List.of(
          new Artifact(
              new UUID(0, value.asInt()),
              picture ? "image.png" : "speech.wav",
              picture ? "image/png" : "audio/wav",
              1,
              "",
              Instant.EPOCH));
    }

    @Override
    public InputStream open(Artifact artifact) {
      byte content = (byte) artifact.jobId().getLeastSignificantBits();
      return new ByteArrayInputStream(new byte[] {content});
    }

    @Override
    public JsonNode store(String extension, String mediaType, InputStream content) {
      try {
        page = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return named(extension);
    }

    @Override
    public JsonNode keep(String extension, Artifact artifact) {
      kept.add(step() + extension + " of " + artifact.jobId().getLeastSignificantBits());
      return named(extension);
    }

    private JsonNode named(String extension) {
      return JsonNodeFactory.instance.objectNode().put("name", step() + extension);
    }

    @Override
    public void checkStopped() {}
  }
}
