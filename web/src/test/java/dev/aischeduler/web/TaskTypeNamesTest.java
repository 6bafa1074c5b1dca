package dev.aischeduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** config, db and engine know no task type by its name; comments may give examples. */
final class TaskTypeNamesTest {
  private static final Path HOME = Path.of(System.getProperty("ai_scheduler.home", ".."));
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");

  /**
   * A name as a word of its own, or as one of the words that an identifier is made of; no package
   * of Java and no media type.
   */
  private static final Pattern NAME =
      Pattern.compile(
          "\\b(llm|tts|(?<!awt\\.)image(?!/)|Image|IMAGE)\\b|\\b(llm|tts)(?=[A-Z_])|(Llm|Tts)(?![a-z])|LLM|TTS");

  @ParameterizedTest
  @ValueSource(strings = {"config", "db", "engine"})
  void no_source_names_a_task_type(String module) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        names(Files.readString(file)).forEach(name -> found.add(file.getFileName() + ": " + name));
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void the_rule_finds_words_and_parts_of_words_but_no_comments() {
    assertThat(
            names(
                "/** llm */ int llmLane; // tts\nimport java.awt.image.BufferedImage;"
                    + "String x = \"lanes.image.label\", y = \"image/png\";"))
        .containsExactly("llm", "image");
  }

  private static List<String> names(String source) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(COMMENT.matcher(source).replaceAll(""));
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }
}
