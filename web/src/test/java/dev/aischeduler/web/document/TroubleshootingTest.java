package dev.aischeduler.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/troubleshooting.md says that the product says stands in its sources. */
final class TroubleshootingTest {
  private static final String GUIDE = "docs/troubleshooting.md";
  private static final List<String> MODULES = List.of("config", "db", "engine", "jobs", "web");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final String GAP = "…";

  @Test
  void every_message_that_is_quoted_stands_in_one_place_of_the_sources() throws IOException {
    List<String> sources = sources();
    List<String> quoted = quoted();
    assertThat(quoted)
        .hasSizeGreaterThan(60)
        .allSatisfy(
            message ->
                assertThat(sources)
                    .as("a source with the parts of \"%s\"", message)
                    .anyMatch(
                        literals ->
                            Arrays.stream(message.split(GAP, -1))
                                .allMatch(part -> literals.contains(part.strip()))));
  }

  @Test
  void the_rows_of_the_old_guide_are_answered() throws IOException {
    List<String> rows =
        List.of(
            "GPU memory is not enough",
            "The service does not start",
            "A job takes too long",
            "CPU use is too high");
    assertThat(Files.readAllLines(Document.PRODUCT.resolve(GUIDE)))
        .containsSubsequence(rows.stream().map(row -> "## " + row).toList());
    assertThat(Files.readAllLines(Document.PRODUCT.resolve("docs/zh-CN/troubleshooting.md")))
        .containsSubsequence("## GPU 内存不足", "## 服务启动失败", "## 任务执行超时", "## CPU 使用率过高");
  }

  /** The code in the first cells of tables whose first column is what the product says. */
  private static List<String> quoted() throws IOException {
    List<String> quoted = new ArrayList<>();
    boolean says = false;
    for (String line : Files.readAllLines(Document.PRODUCT.resolve(GUIDE))) {
      String first = line.startsWith("|") ? line.split("\\|", 3)[1] : "";
      says = first.isEmpty() ? false : says || first.equals(" it says ");
      if (says) {
        CODE.matcher(first).results().map(code -> code.group(1)).forEach(quoted::add);
      }
    }
    return quoted;
  }

  /** The literals of each source; those that the code joins are one, and {} is a gap. */
  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Document.PRODUCT.resolve(module + "/src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .map(TroubleshootingTest::literals)
            .forEach(sources::add);
      }
    }
    return sources;
  }

  private static String literals(Path file) {
    try {
      String source = JOINED.matcher(Files.readString(file)).replaceAll("");
      return LITERAL
          .matcher(source)
          .results()
          .map(literal -> literal.group(1).replace("{}", GAP).replace("\\\"", "\""))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
