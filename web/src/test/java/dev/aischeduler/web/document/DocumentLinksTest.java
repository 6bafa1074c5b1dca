package dev.aischeduler.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link within the product's Markdown files leads to a file and a heading that is there. */
final class DocumentLinksTest {
  /** Folders of what others made, of builds and of running servers. */
  private static final Set<String> LEFT_OUT =
      Set.of(".git", "target", "node_modules", "data", "models-installed", "demo-output", "tmp");

  @Test
  void links_lead_to_files_and_headings_that_are_there() throws IOException {
    List<String> broken = new ArrayList<>();
    List<Path> files = markdownFiles();
    for (Path file : files) {
      Markdown.read(file)
          .all(Markdown.Link.class)
          .map(Markdown.Link::target)
          .filter(target -> !target.contains(":"))
          .filter(target -> !leads(file, target))
          .map(target -> Document.PRODUCT.relativize(file) + ": " + target)
          .forEach(broken::add);
    }
    assertThat(broken).isEmpty();
    assertThat(files).hasSizeGreaterThan(50);
  }

  private static boolean leads(Path file, String target) {
    String[] parts = target.split("#", 2);
    Path to = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    return Files.exists(to) && (parts.length == 1 || Markdown.read(to).slugs().contains(parts[1]));
  }

  private static List<Path> markdownFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Document.PRODUCT.normalize())) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(
              file -> {
                Path below = Document.PRODUCT.normalize().relativize(file);
                return Stream.iterate(below, Path::getParent)
                    .limit(below.getNameCount())
                    .noneMatch(part -> LEFT_OUT.contains(part.getFileName().toString()));
              })
          .toList();
    }
  }
}
