package dev.aischeduler.web.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A document of the product with its blocks of commands: fenced ones of the language sh or bash.
 * The line before one that tests cannot run is {@code <!-- not run: REASON -->}.
 *
 * @param name path below the product's folder
 * @param blocks in their order
 */
record Document(String name, List<Block> blocks) {
  /** The product's folder. */
  static final Path PRODUCT =
      Path.of(System.getProperty("ai_scheduler.home", "..")).toAbsolutePath();

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- not run: ([^\n]+) -->\n)?^```(?:sh|bash)\n(.*?)^```$",
          Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern MARKER = Pattern.compile("<!-- not run", Pattern.LITERAL);

  /** Reads a document. */
  static Document read(String name) {
    String text;
    try {
      text = Files.readString(PRODUCT.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Block> blocks = BLOCK.matcher(text).results().map(Block::of).toList();
    long marked = blocks.stream().filter(block -> block.notRun() != null).count();
    if (MARKER.matcher(text).results().count() != marked) {
      throw new IllegalArgumentException(name + ": a \"not run\" stands before no block");
    }
    return new Document(name, blocks);
  }

  /** The commands that can run, as one script that ends at the first that fails. */
  String script() {
    StringBuilder script = new StringBuilder("set -eu\n");
    // an answer such as 404 is a failure, too
    script.append("curl() { command curl -sS --fail-with-body \"$@\"; }\n");
    blocks.stream()
        .filter(block -> block.notRun() == null)
        .forEach(block -> script.append(block.commands()));
    return script.toString();
  }

  /** The blocks that cannot run, each with the document and the reason. */
  List<String> notRun() {
    return blocks.stream()
        .map(Block::notRun)
        .filter(Objects::nonNull)
        .map(reason -> name + ": " + reason)
        .toList();
  }

  /**
   * A block of commands.
   *
   * @param notRun why tests cannot run it; null when they can
   */
  record Block(String commands, @Nullable String notRun) {
    private static Block of(java.util.regex.MatchResult found) {
      return new Block(Objects.requireNonNull(found.group(2)), found.group(1));
    }
  }
}
