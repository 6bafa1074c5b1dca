package dev.aischeduler.web.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.attempt.LogContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogSetupTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final PrintStream realConsole = System.err;

  @BeforeEach
  void captureTheConsole() {
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() throws Exception {
    System.setErr(realConsole);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @ParameterizedTest
  @CsvSource({
    "DEBUG, DEBUG INFO WARNING ERROR FATAL",
    "INFO, INFO WARNING ERROR FATAL",
    "WARNING, WARNING ERROR FATAL",
    "ERROR, ERROR FATAL",
    "FATAL, FATAL"
  })
  void writes_the_level_and_worse_under_the_documented_names(String level, String expected)
      throws IOException {
    logOneOfEach(level, "dev.aischeduler.engine.Dispatcher");
    assertThat(lines())
        .extracting(line -> line.split(" ", 3)[1])
        .containsExactly(expected.split(" "));
    assertThat(console.toString(StandardCharsets.UTF_8))
        .isEqualTo(String.join("\n", lines()) + "\n");
  }

  @ParameterizedTest
  @CsvSource({"INFO, WARNING ERROR FATAL", "DEBUG, INFO WARNING ERROR FATAL", "ERROR, ERROR FATAL"})
  void keeps_libraries_quieter_than_the_product(String level, String expected) throws IOException {
    logOneOfEach(level, "org.jobrunr.server.BackgroundJobServer");
    assertThat(lines())
        .extracting(line -> line.split(" ", 3)[1])
        .containsExactly(expected.split(" "));
  }

  @Test
  void a_command_says_nothing_of_a_missing_gpu() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    LogSetup.applyStartUp(context);
    LoggerFactory.getLogger("ai.djl.util.cuda.CudaUtils").warn("CUDA driver version ... (35)");
    assertThat(console.size()).isZero();
    LoggerFactory.getLogger("ai.djl.util.Platform").warn("anything else");
    assertThat(console.toString(StandardCharsets.UTF_8)).contains("anything else");
  }

  @Test
  void keeps_one_event_on_one_line_with_its_stack_trace_after_it() throws IOException {
    LogSetup.apply(logging("INFO", file().toString()));
    Logger log = LoggerFactory.getLogger("dev.aischeduler.web.Main");
    log.info("prompt {}", "a\r\n2026-01-01T00:00:00Z ERROR forged\u001b[2J 你好");
    log.error("failed", new IllegalStateException("why"));
    assertThat(lines().get(0))
        .matches("\\S+Z INFO \\[main] Main - prompt a\\\\r\\\\n2026\\S+ ERROR forged\\?\\[2J 你好");
    assertThat(lines().get(1)).endsWith("ERROR [main] Main - failed");
    assertThat(lines().get(2)).isEqualTo("java.lang.IllegalStateException: why");
  }

  @Test
  void goes_on_with_the_console_when_the_file_cannot_be_written() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    LogSetup.apply(logging("INFO", taken.toString()));
    LoggerFactory.getLogger("x").info("still here");
    assertThat(console.toString(StandardCharsets.UTF_8))
        .contains("WARNING [main] ROOT - log file " + taken + " cannot be written")
        .contains("INFO [main] x - still here");
  }

  @Test
  void a_line_names_the_job_that_its_thread_works_for_unless_the_message_does() throws IOException {
    LogSetup.apply(logging("INFO", file().toString()));
    Logger log = LoggerFactory.getLogger("dev.aischeduler.jobs.Model");
    MDC.put(LogContext.JOB, "0198");
    try {
      log.info("loads");
      log.info("job 0198 starts");
    } finally {
      MDC.remove(LogContext.JOB);
    }
    log.info("idle");
    assertThat(lines())
        .extracting(line -> line.substring(line.indexOf(" - ") + 3))
        .containsExactly("loads (job 0198)", "job 0198 starts", "idle");
  }

  @Test
  void a_line_names_the_trace_that_its_thread_works_for_in_text_and_json() throws IOException {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    for (String format : List.of("text", "json")) {
      LogSetup.apply(new Settings.Logging("INFO", format, file().toString(), 10, 200, 14));
      MDC.put(LogContext.TRACE, trace);
      try {
        LoggerFactory.getLogger("x").info("loads");
      } finally {
        MDC.remove(LogContext.TRACE);
      }
    }
    assertThat(lines().get(0)).endsWith("loads (trace " + trace + ")");
    assertThat(Json.mapper().readTree(lines().get(1)).path("trace_id").asText()).isEqualTo(trace);
  }

  @Test
  void json_has_one_object_a_line_with_the_documented_levels_and_the_job() throws IOException {
    LogSetup.apply(new Settings.Logging("INFO", "json", file().toString(), 10, 200, 14));
    Logger log = LoggerFactory.getLogger("dev.aischeduler.jobs.Model");
    MDC.put(LogContext.JOB, "0198");
    try {
      log.warn("a\n\"b\" 你好", new IllegalStateException("why"));
    } finally {
      MDC.remove(LogContext.JOB);
    }
    log.error(LogSetup.FATAL, "over");
    assertThat(lines()).hasSize(2);
    JsonNode first = Json.mapper().readTree(lines().get(0));
    assertThat(first.path("level").asText()).isEqualTo("WARNING");
    assertThat(first.path("message").asText()).isEqualTo("a\n\"b\" 你好");
    assertThat(first.path("logger").asText()).isEqualTo("dev.aischeduler.jobs.Model");
    assertThat(first.path("job_id").asText()).isEqualTo("0198");
    assertThat(first.path("stack_trace").asText())
        .startsWith("java.lang.IllegalStateException: why");
    assertThat(Instant.parse(first.path("time").asText())).isAfter(Instant.EPOCH);
    JsonNode second = Json.mapper().readTree(lines().get(1));
    assertThat(second.path("level").asText()).isEqualTo("FATAL");
    assertThat(second.has("job_id")).isFalse();
  }

  @Test
  void a_full_file_is_packed_and_another_begun() throws IOException {
    LogSetup.apply(new Settings.Logging("INFO", "text", file().toString(), 1, 200, 14));
    Logger log = LoggerFactory.getLogger("dev.aischeduler.web.Main");
    String much = "x".repeat(100_000);
    await()
        .until(
            () -> {
              log.info(much);
              try (Stream<Path> files = Files.list(folder)) {
                return files.anyMatch(old -> old.toString().endsWith(".gz"));
              }
            });
    assertThat(Files.size(file())).isLessThan(20_000_000);
  }

  private void logOneOfEach(String level, String logger) {
    LogSetup.apply(logging(level, file().toString()));
    Logger log = LoggerFactory.getLogger(logger);
    log.debug("m");
    log.info("m");
    log.warn("m");
    log.error("m");
    log.error(LogSetup.FATAL, "m");
  }

  private static Settings.Logging logging(String level, String file) {
    return new Settings.Logging(level, "text", file, 10, 200, 14);
  }

  private Path file() {
    return folder.resolve("scheduler.log");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file());
  }
}
