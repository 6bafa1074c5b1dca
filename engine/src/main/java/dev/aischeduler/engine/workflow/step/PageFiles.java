package dev.aischeduler.engine.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.artifact.Artifact;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures and sounds of a page: within it as data, or beside it as artifacts of the run, which the
 * page names relative to itself. For one thread.
 */
final class PageFiles {
  /** Bytes of all pictures and sounds within a page; a browser takes not much more. */
  private static final long MAX_BYTES = 100_000_000;

  /** Files beside a page. */
  private static final int MOST = 10_000;

  /** What may stand in an attribute; whatever else is stored is no media type. */
  private static final Pattern MEDIA_TYPE = Pattern.compile("(?:image/|audio/)[a-z0-9.+-]{1,60}");

  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

  private final StepContext context;
  private final boolean within;
  private final List<JsonNode> kept = new ArrayList<>();
  private long bytes;

  /**
   * None yet.
   *
   * @param within whether they are within the page
   */
  PageFiles(StepContext context, boolean within) {
    this.context = context;
    this.within = within;
  }

  /** Where the page may load them from, for its content security policy. */
  String origin() {
    return within ? "data:" : "'self' file:";
  }

  /** Those beside the page, described. */
  List<JsonNode> kept() {
    return kept;
  }

  /**
   * Writes where the page finds a file, as the value of an attribute.
   *
   * @throws StepFailedException when the page gets too large
   */
  void source(Artifact artifact, OutputStream out) throws IOException {
    String type = artifact.mediaType().toLowerCase(Locale.ROOT);
    if (!MEDIA_TYPE.matcher(type).matches()) {
      throw new StepFailedException(artifact.name() + " is of the type " + type);
    }
    if (within) {
      embed(artifact, type, out);
    } else {
      link(artifact, out);
    }
  }

  private void embed(Artifact artifact, String type, OutputStream out) throws IOException {
    bytes += artifact.size();
    if (bytes > MAX_BYTES) {
      throw new StepFailedException(
          "the pictures and sounds of the page are larger than "
              + MAX_BYTES
              + " bytes; set embed to false for files beside the page, or make several pages");
    }
    out.write(ascii("data:" + type + ";base64,"));
    try (InputStream content = context.open(artifact);
        OutputStream encoded = Base64.getEncoder().wrap(new Uncloseable(out))) {
      content.transferTo(encoded);
    }
  }

  private void link(Artifact artifact, OutputStream out) throws IOException {
    if (kept.size() == MOST) {
      throw new StepFailedException(
          "the page has more than " + MOST + " files; make several pages");
    }
    Matcher ending = ENDING.matcher(artifact.name());
    String extension = "-" + (kept.size() + 1) + (ending.find() ? ending.group() : "");
    kept.add(context.keep(extension, artifact));
    out.write(ascii(context.step() + extension));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Ending the encoding must not end the page. */
  private static final class Uncloseable extends FilterOutputStream {
    Uncloseable(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] content, int from, int length) throws IOException {
      out.write(content, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
