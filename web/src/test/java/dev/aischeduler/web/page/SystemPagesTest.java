package dev.aischeduler.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of lanes, nodes, models, system jobs and settings. */
@ExtendWith(RealApp.class)
final class SystemPagesTest {
  private final Http http;

  SystemPagesTest(RunningApp app) {
    this.http = app.http();
  }

  private String english(String path) {
    Answer answer = http.get(path, "Accept-Language", "en");
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.text();
  }

  @Test
  void a_lane_can_be_paused_and_resumed_from_its_page() {
    assertThat(english("/lanes"))
        .contains("data-lane=\"llm\"", "data-call=\"POST /api/v1/lanes/tts/pause\"")
        .contains("data-call=\"PUT /api/v1/lanes/weights\"", "name=\"image\"")
        .doesNotContain("name=\"tts\"");
    http.post("/api/v1/lanes/tts/pause");
    try {
      assertThat(english("/lanes"))
          .contains("data-call=\"POST /api/v1/lanes/tts/resume\">Resume 0 waiting");
    } finally {
      http.post("/api/v1/lanes/tts/resume");
    }
    assertThat(http.get("/lanes", "Accept-Language", "zh").text()).contains("保存权重");
  }

  @Test
  void a_lane_tells_how_long_the_first_of_its_queue_has_waited() {
    http.post("/api/v1/lanes/tts/pause");
    String id = "";
    try {
      assertThat(english("/lanes")).doesNotContain("oldest waits");
      id =
          http.post("/api/v1/tts/synthesize", "{\"text\":\"hi\",\"async\":true}")
              .json()
              .path("task_id")
              .asText();
      assertThat(english("/lanes")).contains("oldest waits");
    } finally {
      http.post("/api/v1/task/" + id + "/cancel");
      http.post("/api/v1/lanes/tts/resume");
    }
  }

  @Test
  void this_node_and_its_servers_are_shown_with_a_way_to_drain_it() {
    assertThat(english("/nodes"))
        .contains("this one", "/drain\"", "<code>gpu</code>", "<code>cpu</code>");
    assertThat(http.get("/nodes", "Accept-Language", "zh").text()).contains("排空", "心跳");
  }

  @Test
  void models_are_shown_with_their_state_and_what_can_be_pulled() {
    assertThat(english("/models"))
        .contains("data-model=\"llm-mini\"", "/api/v1/models/llm-mini/", "Memory of cpu")
        .contains("<option value=\"qwen2.5-0.5b-instruct\">", "No model has been pulled lately.");
    assertThat(http.get("/models", "Accept-Language", "zh").text()).contains("微型模型");
  }

  @Test
  void tenants_are_listed_and_one_is_edited_with_its_limits() {
    String path = "/api/v1/tenants/page-test";
    http.send(
        "PUT",
        path,
        BodyPublishers.ofString("{\"weight\":3,\"max_queued\":1234}"),
        "Content-Type",
        "application/json");
    try {
      assertThat(english("/settings")).contains("data-tenant=\"page-test\"", "1,234", "New tenant");
      assertThat(english("/settings?tenant=page-test"))
          .contains("name=\"max_queued\" type=\"number\" min=\"1\" value=\"1234\"");
    } finally {
      http.send("DELETE", path, BodyPublishers.noBody());
    }
    assertThat(http.get("/settings?tenant=page-test").status()).isEqualTo(404);
  }

  @Test
  void system_jobs_are_listed_by_state() {
    assertThat(english("/system-jobs?state=succeeded"))
        .contains("href=\"/system-jobs?state=succeeded\" aria-current=\"true\"");
    assertThat(http.get("/system-jobs", "Accept-Language", "zh").text()).contains("系统任务");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/system-jobs?state=%3Cscript%3E",
        "/settings?tenant=%3Cscript%3E",
        "/lanes?state=%3Cscript%3E%22",
        "/bulk?status=%3Cscript%3E",
        "/bulk?after=%3Cscript%3E",
        "/bulk/%3Cscript%3E",
        "/workflows?status=%3Cscript%3E",
        "/workflows/%3Cscript%3E",
        "/workflows/new?from=%3Cscript%3E",
        "/schedules/%3Cscript%3E",
        "/schedules/new/preview?when=%3Cscript%3E"
      })
  void what_is_asked_for_in_an_address_is_never_part_of_the_markup(String path) {
    Answer answer = http.get(path, "Accept-Language", "en");
    assertThat(answer.status()).as(path).isLessThan(500);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    assertThat(answer.text()).doesNotContain("<script>");
  }
}
