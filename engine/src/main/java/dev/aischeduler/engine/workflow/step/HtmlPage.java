package dev.aischeduler.engine.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.engine.workflow.template.Template;
import dev.aischeduler.engine.workflow.template.ValueType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Makes one HTML page of texts, pictures and players. Pictures and sounds are within the file, or
 * beside it ({@code embed: false}) for pages that would be too large; texts are escaped, and the
 * page forbids scripts and whatever comes from elsewhere. Thread-safe.
 */
public final class HtmlPage implements StepAction {
  private static final int MAX_BLOCKS = 1000;
  private static final List<String> FIELDS = List.of("title", "language", "embed", "content");

  @Override
  public String name() {
    return "html_page";
  }

  @Override
  public void check(Template settings, String path, BiConsumer<String, String> problems) {
    Map<String, Template> members = settings.asMembers();
    members.keySet().forEach(field -> known(field, FIELDS, path, problems));
    List<Template> blocks =
        members.containsKey("content") ? members.get("content").asElements() : List.of();
    if (blocks.isEmpty() || blocks.size() > MAX_BLOCKS) {
      problems.accept(
          path + ".content",
          "must be a list of 1 to "
              + MAX_BLOCKS
              + " blocks, each with one of heading, text, picture, sound");
    }
    Template embed = members.get("embed");
    if (embed != null && !embed.type(name -> ValueType.ANY).mayBe(ValueType.BOOLEAN)) {
      problems.accept(path + ".embed", "must be true or false");
    }
    for (int i = 0; i < blocks.size(); i++) {
      String at = path + ".content[" + i + "]";
      Map<String, Template> block = blocks.get(i).asMembers();
      block.keySet().forEach(field -> known(field, HtmlBlocks.FIELDS, at, problems));
      long kinds = block.keySet().stream().filter(HtmlBlocks.KINDS::contains).count();
      if (kinds != 1) {
        problems.accept(at, "must have exactly one of " + String.join(", ", HtmlBlocks.KINDS));
      }
    }
  }

  private static void known(
      String field, List<String> known, String path, BiConsumer<String, String> problems) {
    if (!known.contains(field)) {
      problems.accept(
          path + "." + field,
          "unknown field"
              + Suggestion.phrase(field, known)
              + "; allowed: "
              + String.join(", ", known));
    }
  }

  @Override
  public ObjectNode run(JsonNode settings, StepContext context) throws Exception {
    JsonNode embed = settings.path("embed");
    if (!embed.isMissingNode() && !embed.isBoolean()) {
      throw new StepFailedException("embed must be true or false");
    }
    PageFiles files = new PageFiles(context, embed.asBoolean(true));
    Path file = Files.createTempFile("page", ".html");
    try {
      try (HtmlBlocks page = new HtmlBlocks(file, context, files)) {
        page.begin(text(settings, "title", context.step()), text(settings, "language", ""));
        for (JsonNode block : settings.path("content")) {
          context.checkStopped();
          page.add(block);
        }
        page.end();
      }
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
        JsonNode artifact = context.store(".html", "text/html;charset=utf-8", content);
        result.set("artifact", artifact);
        result.putArray("artifacts").add(artifact).addAll(files.kept());
      }
      return result;
    } catch (IOException e) {
      throw new StepFailedException("the page cannot be written: " + e.getMessage());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String text(JsonNode settings, String field, String otherwise) {
    JsonNode value = settings.path(field);
    return value.isMissingNode() ? otherwise : value.path("text").asText(value.asText());
  }
}
