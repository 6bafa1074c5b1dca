package dev.aischeduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/architecture.md names is there. */
final class ArchitectureDocumentTest {
  private static final Path HOME = Path.of(System.getProperty("ai_scheduler.home", ".."));
  private static final List<String> MODULES =
      List.of("config", "db", "engine", "jobs", "web", "examples/client");
  private static final Pattern PATH = Pattern.compile("`(\\w+)/\\.\\.\\./([\\w/]+)`");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+[A-Z]\\w*)\\b[^`]*`");

  private static List<MatchResult> all(Pattern pattern) throws IOException {
    String document = Files.readString(HOME.resolve("docs/architecture.md"));
    return pattern.matcher(document).results().toList();
  }

  @Test
  void every_file_of_the_list_of_features_exists() throws IOException {
    List<MatchResult> files = all(PATH);
    assertThat(files).hasSizeGreaterThan(9);
    assertThat(files)
        .allSatisfy(
            file -> {
              String module = file.group(1);
              String source = module + "/src/main/java/dev/aischeduler/" + module;
              assertThat(HOME.resolve(source).resolve(file.group(2) + ".java")).exists();
            });
  }

  @Test
  void every_class_that_it_names_exists() throws IOException {
    Set<String> named =
        all(CLASS).stream()
            .map(name -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known = new TreeSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> known.add(name.substring(0, name.length() - ".java".length())));
      }
    }
    assertThat(named).hasSizeGreaterThan(20).isSubsetOf(known);
  }
}
