package dev.aischeduler.web.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.shell.TextTable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class JobTableTest {
  private final JobTable jobs = new JobTable(Instant.parse("2026-11-28T12:00:00Z"));

  @Test
  void columns_are_aligned_below_their_names_also_with_chinese_and_fit_a_terminal()
      throws Exception {
    jobs.add(job("2026-11-28T11:59:48.2Z", "\"gpu-1\"", "画一只可爱的小猫\\n在花园里"));
    jobs.add(job("2026-11-28T11:55:00Z", "null", "a red car"));
    List<String> lines = jobs.table().lines();
    assertThat(lines)
        .containsExactly(
            "ID                                    TYPE   P  STATUS       AGE    NODE   EXCERPT",
            "01890000-0000-7000-8000-000000000001  image  3  running 42%  11 s   gpu-1  画一只可爱的小猫 在花园里",
            "01890000-0000-7000-8000-000000000001  image  3  running 42%  5 min  -      a red car");
    assertThat(TextTable.cut(lines.get(1), 84)).endsWith("gpu-1  画一只可…");
  }

  @Test
  void ages_have_one_unit() throws Exception {
    for (String created :
        List.of("2026-11-28T09:00:00Z", "2026-11-20T12:00:00Z", "2026-11-28T12:00:05Z", "?")) {
      jobs.add(job(created, "null", "x"));
    }
    assertThat(jobs.table().rows().stream().map(row -> row.get(4)))
        .containsExactly("3 h", "8 d", "0 s", "-");
  }

  private static JsonNode job(String created, String node, String excerpt)
      throws JsonProcessingException {
    return Json.mapper()
        .readTree(
            String.format(
                Locale.ROOT,
                """
            {"task_id": "01890000-0000-7000-8000-000000000001", "type": "image", "priority": 3,
             "status": "running", "progress": 0.42, "created_at": "%s", "node": %s,
             "excerpt": "%s"}
            """,
                created,
                node,
                excerpt));
  }
}
