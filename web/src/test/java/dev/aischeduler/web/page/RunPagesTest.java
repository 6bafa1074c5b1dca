package dev.aischeduler.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages of bulk runs, workflows and schedules. */
@ExtendWith(RealApp.class)
final class RunPagesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final Http http;

  RunPagesTest(RunningApp app) {
    this.http = app.http();
  }

  private String english(String path) {
    Answer answer = http.get(path, "Accept-Language", "en");
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.text();
  }

  /** The page of something that was just made, such as {@code /bulk/<id>}. */
  private static String page(String section, Answer made) {
    assertThat(made.status()).as(made.text()).isEqualTo(202);
    String location = made.header("Location");
    return section + location.substring(location.lastIndexOf('/'));
  }

  private void awaitState(String page, String state) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(english(page))
                    .contains("<div class=\"row\"><span class=\"pill " + state));
  }

  @Test
  void a_check_of_a_manifest_shows_its_rejects_with_line_column_and_reason() {
    Answer made =
        http.post(
            "/api/v1/bulk?dry_run=true&name=%3Cb%3Echeck",
            "type,prompt\nllm,hello\nnone,<i>hello</i>\n", "Content-Type", "text/csv");
    String page = page("/bulk", made);
    awaitState(page, "failed");
    assertThat(english(page))
        .contains("check only", "2 of 2 rows", "&lt;b&gt;check", "<code>type</code>", "rejects.csv")
        .doesNotContain("<b>check", "results.zip");
    assertThat(english(page + "?state=rejected"))
        .containsPattern("<td class=\"n\">3</td>\\s*<td class=\"n\">1</td>");
    assertThat(english(page + "?state=succeeded")).contains("No items here.");
    assertThat(english("/bulk?status=failed")).contains(page);
    assertThat(http.get(page, "Accept-Language", "zh").text()).contains("仅检查", "2 / 2 行");
    assertThat(english("/bulk/new")).contains("type=\"file\"", "/assets/bulk-new.js");
  }

  @Test
  void a_bulk_run_links_its_items_to_their_jobs_and_offers_its_results() {
    Answer made =
        http.post(
            "/api/v1/bulk", "type,prompt,max_tokens\nllm,hello,2\n", "Content-Type", "text/csv");
    String page = page("/bulk", made);
    awaitState(page, "succeeded");
    assertThat(english(page))
        .contains("results.zip", "results.csv", "results.jsonl")
        .containsPattern("<a href=\"/jobs/[0-9a-f-]{36}\">1</a>")
        .doesNotContain("/restart", "/pause");
  }

  @Test
  void a_workflow_is_drawn_with_the_state_of_each_step_and_its_outputs() {
    String definition =
        """
        name: drawn
        steps:
          first:
            task: llm
            request: {prompt: hi, max_tokens: 2}
          second:
            task: llm
            request: {prompt: "{{ first.text }}", max_tokens: 2}
        outputs:
          words: "{{ second.text }}"
        """;
    String body = JsonNodeFactory.instance.objectNode().put("definition", definition).toString();
    String page = page("/workflows", http.post("/api/v1/workflows", body));
    awaitState(page, "succeeded");
    assertThat(english(page))
        .contains("class=\"step succeeded llm\"", "<title>second: succeeded</title>")
        .contains("<dt>words</dt>", "/rerun\"", "class=\"line\"")
        .containsPattern("<a href=\"/jobs/[0-9a-f-]{36}\"><g");
    assertThat(http.get(page, "Accept-Language", "zh").text()).contains("second: 成功");
    assertThat(english("/workflows")).contains(page);
    String id = page.substring(page.lastIndexOf('/') + 1);
    assertThat(english("/workflows/new?from=" + id)).contains("\"name\" : \"drawn\"");
    assertThat(english("/workflows/new")).contains("/assets/workflow-editor.js", "task: llm");
  }

  @Test
  void a_schedule_tells_what_its_time_means_in_the_readers_language() {
    http.post(
        "/api/v1/schedules",
        "{\"name\":\"page-test\",\"when\":\"0 2 * * *\",\"jitter_s\":7,"
            + "\"target\":{\"job\":{\"type\":\"llm\",\"prompt\":\"hi\"}}}");
    assertThat(english("/schedules/page-test"))
        .contains("every day at 02:00", "/api/v1/schedules/page-test/run\"", "/backfill\"");
    assertThat(http.get("/schedules/page-test", "Accept-Language", "zh").text())
        .contains("每天 02:00", "立即运行");
    assertThat(english("/schedules")).contains("data-schedule=\"page-test\"");
    assertThat(english("/schedules/page-test/edit"))
        .contains("data-edits=\"page-test\"", "\"jitter_s\" : 7", "value=\"0 2 * * *\"");
  }

  @Test
  void a_preview_explains_a_time_or_what_is_wrong_with_it() {
    assertThat(english("/schedules/new/preview?when=every+2h")).contains("every 2 hours", "<time");
    assertThat(english("/schedules/new/preview?when=nonsense")).contains("when: 'nonsense'");
    assertThat(english("/schedules/new/preview?when=@daily&time_zone=Mars"))
        .contains("time_zone: 'Mars'");
    assertThat(english("/schedules/new/preview?when=")).contains("class=\"bad\"");
  }

  @Test
  void what_does_not_exist_is_a_page_that_says_so() {
    for (String section : new String[] {"/bulk", "/workflows"}) {
      Answer answer = http.get(section + "/" + new UUID(0, 7), "Accept-Language", "en");
      assertThat(answer.status()).as(section).isEqualTo(404);
      assertThat(answer.text()).contains("Error 404");
    }
    assertThat(http.get("/schedules/no-such").status()).isEqualTo(404);
  }
}
