package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.Program;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/clients.md is compiled as one program, which does what is said of it. */
@ExtendWith(RealApp.class)
final class DocumentedJavaTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("ai_scheduler.home", "../.."), "docs/clients.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private final String url;

  DocumentedJavaTest(RunningApp app) {
    this.url = app.http().address();
  }

  @Test
  void the_program_of_the_document(@TempDir Path folder) throws Exception {
    List<String> blocks =
        BLOCK.matcher(Files.readString(DOCUMENT)).results().map(block -> block.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThan(6);
    compile(folder, blocks);
    String output =
        Program.output(
            folder,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-Dfile.encoding=UTF-8",
            "-cp",
            classes() + File.pathSeparator + folder,
            "Guide");
    assertThat(output)
        .contains("answer: ", "drawn\n", "sound: ", "1 task of this guide", "SUCCEEDED, lanes: 3")
        .contains("1.0 step 8/8");
    assertThat(folder.resolve("dog.png"))
        .binaryContent()
        .contains("PNG".getBytes(StandardCharsets.US_ASCII));
    assertThat(folder.resolve("greetings.zip")).isNotEmptyFile();
  }

  @Test
  void the_lines_that_stand_for_those_of_the_c_plus_plus_client(@TempDir Path folder)
      throws Exception {
    List<String> lines =
        Pattern.compile("^\\| [^|]+ \\| (`[^|]*`)[^|`]* \\|$", Pattern.MULTILINE)
            .matcher(Files.readString(DOCUMENT.resolveSibling("migration.md")))
            .results()
            .map(row -> row.group(1))
            .filter(cell -> cell.contains("client") && cell.contains("(") && cell.contains("."))
            .filter(cell -> !cell.contains("ai_scheduler"))
            .toList();
    assertThat(lines).hasSize(5);
    String statements =
        lines.stream()
            .flatMap(cell -> Pattern.compile("`([^`]*)`").matcher(cell).results())
            .map(code -> code.group(1).replace("…", "something"))
            .map(code -> code.endsWith(";") ? code : code + ";")
            .collect(Collectors.joining("\n"))
            .replace("callback", "told -> { }")
            .replace("taskId", "new UUID(1, 2)");
    compile(folder, List.of(statements));
  }

  private String program(List<String> blocks) {
    String statements = String.join("\n", blocks).replace("http://localhost:8080", url);
    return """
        import dev.aischeduler.client.*;
        import java.nio.file.*;
        import java.time.*;
        import java.util.*;
        import java.util.concurrent.*;

        public class Guide {
          public static void main(String[] arguments) throws Exception {
        """
        + statements
        + "\n}\n}\n";
  }

  private void compile(Path folder, List<String> blocks) throws IOException {
    Path program = folder.resolve("Guide.java");
    Files.writeString(program, program(blocks));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, told, told, "-encoding", "UTF-8", "-cp", classes(), program.toString());
    assertThat(code).as(told.toString(StandardCharsets.UTF_8)).isZero();
  }

  /** Only what the published jar needs. */
  private static String classes() {
    List<String> names = List.of("jackson-databind", "jackson-core", "jackson-annotations");
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            entry ->
                entry.endsWith("examples/client/target/classes")
                    || names.stream()
                        .anyMatch(name -> Path.of(entry).getFileName().toString().startsWith(name)))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
