package dev.aischeduler.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link within the product's Markdown files leads to a file and a heading that is there. */
final class DocumentLinksTest {
  /** Where documents are, beside those in the product's folder itself. */
  private static final List<String> FOLDERS = List.of("docs", "jobs", "examples", "config", "web");

  /** Names of folders of builds and of what others made. */
  private static final Set<String> LEFT_OUT = Set.of("target", "node_modules");

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
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Document.PRODUCT)) {
      files.filter(DocumentLinksTest::isMarkdown).forEach(all::add);
    }
    for (String folder : FOLDERS) {
      Files.walkFileTree(
          Document.PRODUCT.resolve(folder),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
              return LEFT_OUT.contains(below.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (isMarkdown(file)) {
                all.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return all;
  }

  private static boolean isMarkdown(Path file) {
    return file.toString().endsWith(".md");
  }
}
