package dev.aischeduler.engine.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.artifact.Artifact;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes the blocks of a page to a file, so that pictures are never in memory. For one thread. */
final class HtmlBlocks implements AutoCloseable {
  static final List<String> KINDS = List.of("heading", "text", "picture", "sound");
  static final List<String> FIELDS = List.of("heading", "text", "picture", "sound", "caption");

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}");

  private final StepContext context;
  private final OutputStream out;
  private final PageFiles files;

  HtmlBlocks(Path file, StepContext context, PageFiles files) throws IOException {
    this.context = context;
    this.files = files;
    this.out = new BufferedOutputStream(Files.newOutputStream(file));
  }

  void begin(String title, String language) throws IOException {
    if (!language.isEmpty() && !LANGUAGE.matcher(language).matches()) {
      throw new StepFailedException("language must be a tag such as en or zh-CN");
    }
    String lang = language.isEmpty() ? "" : " lang=\"" + language + "\"";
    write(
        """
        <!DOCTYPE html>
        <html%s>
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy"
              content="default-src 'none'; img-src %s; media-src %s; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        <style>
        body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif; }
        p { white-space: pre-wrap; overflow-wrap: anywhere; }
        figure { margin: 1.5rem 0; }
        img { max-width: 100%%; height: auto; }
        audio { width: 100%%; }
        figcaption { color: #555; font-size: 0.9rem; }
        </style>
        </head>
        <body>
        <h1>%s</h1>
        """,
        lang, files.origin(), files.origin(), escaped(title), escaped(title));
  }

  void end() throws IOException {
    write("</body>\n</html>\n");
  }

  void add(JsonNode block) throws IOException {
    String caption = block.has("caption") ? text(block.path("caption")) : "";
    if (block.has("heading")) {
      write("<h2>%s</h2>\n", escaped(text(block.path("heading"))));
    } else if (block.has("text")) {
      paragraphs(block.path("text"));
    } else if (block.has("picture")) {
      for (Artifact picture : context.artifacts(block.path("picture"), "image/")) {
        String alt = caption.isEmpty() ? picture.name() : caption;
        write("<figure><img alt=\"%s\" src=\"", escaped(alt));
        files.source(picture, out);
        write("\">%s</figure>\n", figcaption(caption));
      }
    } else {
      for (Artifact sound : context.artifacts(block.path("sound"), "audio/")) {
        write("<figure><audio controls src=\"");
        files.source(sound, out);
        write("\"></audio>%s</figure>\n", figcaption(caption));
      }
    }
  }

  private static String figcaption(String caption) {
    return caption.isEmpty() ? "" : "<figcaption>" + escaped(caption) + "</figcaption>";
  }

  private void paragraphs(JsonNode value) throws IOException {
    if (value.isArray()) {
      for (JsonNode each : value) {
        paragraphs(each);
      }
      return;
    }
    write("<p>%s</p>\n", escaped(text(value)));
  }

  /** A result stands for its text. */
  private static String text(JsonNode value) {
    if (value.isObject() && value.path("text").isTextual()) {
      return value.path("text").asText();
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** Text between tags and in quoted attributes. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  private void write(String format, Object... values) throws IOException {
    String text = String.format(Locale.ROOT, format, values);
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
