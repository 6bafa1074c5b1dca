package dev.aischeduler.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A document and its translation into Chinese have the same parts: headings, blocks (but for
 * comments), tables, links, and words written as code in each section.
 */
final class TranslationsTest {
  private static final Pattern COMMENT = Pattern.compile("(?m)(?:^|\\s+)(?:#|//|REM ).*$");

  static Stream<String> translated() throws IOException {
    try (Stream<Path> files = Files.list(Document.PRODUCT.resolve("docs/zh-CN"))) {
      List<String> names =
          files
              .map(file -> "docs/" + file.getFileName())
              .sorted()
              .collect(Collectors.toCollection(ArrayList::new));
      names.add("README.md");
      return names.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("translated")
  void a_translation_has_the_parts_of_its_original(String name) {
    assertThat(parts(inChinese(name)))
        .as("%s, as %s has it", inChinese(name), name)
        .isEqualTo(parts(name));
  }

  @ParameterizedTest
  @MethodSource("translated")
  void both_name_each_other_first_and_lead_on_in_their_own_language(String name) {
    List<String> english = targets(name);
    List<String> chinese = targets(inChinese(name));
    assertThat(english.get(0)).isEqualTo(inChinese(name));
    assertThat(chinese.get(0)).isEqualTo(name);
    assertThat(english.subList(1, english.size()))
        .noneMatch(target -> !target.equals(canonical(target)));
    assertThat(chinese.subList(1, chinese.size()))
        .noneMatch(target -> !target.equals(inChinese(target)) && isThere(inChinese(target)));
  }

  @Test
  void what_people_need_to_run_it_is_translated() throws IOException {
    assertThat(translated())
        .contains(
            "README.md",
            "docs/README.md",
            "docs/configuration.md",
            "docs/install.md",
            "docs/migration.md",
            "docs/operations.md",
            "docs/troubleshooting.md",
            "docs/user-guide.md");
  }

  private static boolean isThere(String name) {
    return Files.exists(Document.PRODUCT.resolve(name));
  }

  private static String inChinese(String name) {
    return name.equals("README.md")
        ? "README.zh-CN.md"
        : name.replaceFirst("^docs/(?=[^/]+$)", "docs/zh-CN/");
  }

  private static String canonical(String name) {
    return name.replace("README.zh-CN.md", "README.md").replace("docs/zh-CN/", "docs/");
  }

  /** The parts, one a line, links and code of each section sorted and without repetition. */
  private static String parts(String name) {
    Markdown document = Markdown.read(Document.PRODUCT.resolve(name));
    StringBuilder all = new StringBuilder();
    TreeSet<String> words = new TreeSet<>();
    for (Markdown.Part part : document.parts()) {
      if (part instanceof Markdown.Link link) {
        words.add("  link " + meaning(name, link.target()));
      } else if (part instanceof Markdown.Code code) {
        words.add("  code " + code.text());
      } else if (part instanceof Markdown.Table table) {
        all.append("table ").append(table).append('\n');
      } else if (part instanceof Markdown.Block block) {
        String text = COMMENT.matcher(block.text()).replaceAll("").strip();
        all.append("block ").append(block.language()).append('\n').append(text).append('\n');
      } else if (part instanceof Markdown.Heading heading) {
        words.forEach(word -> all.append(word).append('\n'));
        words.clear();
        all.append("heading ").append(heading.level()).append('\n');
      }
    }
    words.forEach(word -> all.append(word).append('\n'));
    return all.toString();
  }

  /** Where a link leads, in either language: the English file, and the number of its heading. */
  private static String meaning(String name, String target) {
    if (target.contains(":")) {
      return target;
    }
    String[] parts = target.split("#", 2);
    String file = parts[0].isEmpty() ? name : resolved(name, parts[0]);
    return canonical(file)
        + (parts.length == 1
            ? ""
            : "#" + Markdown.read(Document.PRODUCT.resolve(file)).slugs().indexOf(parts[1]));
  }

  private static List<String> targets(String name) {
    return Markdown.read(Document.PRODUCT.resolve(name))
        .all(Markdown.Link.class)
        .map(Markdown.Link::target)
        .filter(target -> !target.contains(":") && !target.startsWith("#"))
        .map(target -> resolved(name, target.split("#", 2)[0]))
        .toList();
  }

  private static String resolved(String name, String target) {
    return Path.of(name).resolveSibling(target).normalize().toString();
  }
}
