package dev.aischeduler.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class TaskTableTest {
  private static final TaskTable TABLE = new TaskTable(Instant.parse("2026-11-28T12:00:00Z"));

  @Test
  void a_line_has_its_values_below_the_header_that_names_them() throws Exception {
    String header = TABLE.header();
    String line = TABLE.line(task("2026-11-28T11:59:48.2Z", "\"gpu-1\""));

    assertThat(header)
        .containsSubsequence("TASK_ID", "TYPE", "STATUS", "DONE", "CREATED", "NODE", "EXCERPT");
    assertThat(line).contains("  42%", "11 s ago", "a red car");
    assertThat(line.indexOf("image")).isEqualTo(header.indexOf("TYPE"));
    assertThat(line.indexOf("running")).isEqualTo(header.indexOf("STATUS"));
    assertThat(line.indexOf("gpu-1")).isEqualTo(header.indexOf("NODE"));
    assertThat(line.indexOf("a red")).isEqualTo(header.indexOf("EXCERPT"));
  }

  @Test
  void times_are_relative_and_what_is_not_known_is_a_dash() throws Exception {
    assertThat(TABLE.line(task("2026-11-28T11:55:00Z", "null"))).contains("5 m ago", "  -  ");
    assertThat(TABLE.line(task("2026-11-28T09:00:00Z", "null"))).contains("3 h ago");
    assertThat(TABLE.line(task("2026-11-20T12:00:00Z", "null"))).contains("8 d ago");
    assertThat(TABLE.line(task("2026-11-28T12:00:05Z", "null"))).contains("0 s ago");
    assertThat(TABLE.line(task("?", "\"a-very-long-node-name\""))).contains("a-very-long~");
  }

  private static JsonNode task(String created, String node) throws JsonProcessingException {
    return Json.mapper()
        .readTree(
            String.format(
                Locale.ROOT,
                """
            {"task_id": "01890000-0000-7000-8000-000000000001", "type": "image", "priority": 3,
             "status": "running", "progress": 0.42, "created_at": "%s", "node": %s,
             "excerpt": "a red\\n car"}
            """,
                created,
                node));
  }
}
