package dev.aischeduler.web.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file by its parts: headings, fenced blocks, tables, links, what is written as code.
 *
 * @param file the file
 * @param parts in their order; links and code of a line or a row of a table come before the next
 */
record Markdown(Path file, List<Part> parts) {
  private static final Pattern FENCE = Pattern.compile("(`{3,})(\\w*)");
  private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.*)");
  private static final Pattern CODE = Pattern.compile("(`+)(.+?)\\1");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern NO_SLUG = Pattern.compile("[^\\p{L}\\p{M}\\p{N} _-]");

  /** A part of a file. */
  sealed interface Part {}

  /** A heading and the name by which links reach it, as on GitHub. */
  record Heading(int level, String slug) implements Part {}

  /** A fenced block. */
  record Block(String language, String text) implements Part {}

  /** A table, with its head and its rule. */
  record Table(int rows, int columns) implements Part {}

  /** Where a link or a picture leads. */
  record Link(String target) implements Part {}

  /** Words written as code. */
  record Code(String text) implements Part {}

  /** Reads a file. */
  static Markdown read(Path file) {
    try {
      return new Markdown(file, parts(Files.readAllLines(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parts of a kind. */
  <T extends Part> Stream<T> all(Class<T> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The names of the headings, in their order. */
  List<String> slugs() {
    return all(Heading.class).map(Heading::slug).toList();
  }

  private static List<Part> parts(List<String> lines) {
    List<Part> parts = new ArrayList<>();
    Map<String, Integer> slugs = new HashMap<>();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      Matcher fence = FENCE.matcher(line);
      Matcher heading = HEADING.matcher(line);
      if (fence.matches()) {
        int end = at + 1;
        while (!lines.get(end).equals(fence.group(1))) {
          end++;
        }
        parts.add(new Block(fence.group(2), String.join("\n", lines.subList(at + 1, end))));
        at = end;
      } else if (heading.matches()) {
        String slug = slug(heading.group(2));
        int before = slugs.merge(slug, 1, Integer::sum) - 1;
        parts.add(new Heading(heading.group(1).length(), before == 0 ? slug : slug + "-" + before));
        inLine(heading.group(2), parts);
      } else if (line.startsWith("|")) {
        int end = at;
        while (end < lines.size() && lines.get(end).startsWith("|")) {
          inLine(lines.get(end), parts);
          end++;
        }
        parts.add(new Table(end - at, lines.get(at + 1).split("\\|", -1).length - 2));
        at = end - 1;
      } else {
        inLine(line, parts);
      }
    }
    return parts;
  }

  private static void inLine(String line, List<Part> parts) {
    CODE.matcher(line).results().map(code -> new Code(code.group(2).strip())).forEach(parts::add);
    LINK.matcher(CODE.matcher(line).replaceAll(""))
        .results()
        .map(link -> new Link(link.group(1)))
        .forEach(parts::add);
  }

  private static String slug(String heading) {
    String words = heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").strip();
    return NO_SLUG.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("").replace(' ', '-');
  }
}
