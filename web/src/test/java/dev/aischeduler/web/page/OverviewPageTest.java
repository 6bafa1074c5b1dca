package dev.aischeduler.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The overview, and what every page has around it. */
@ExtendWith(RealApp.class)
final class OverviewPageTest {
  private final Http http;

  OverviewPageTest(RunningApp app) {
    this.http = app.http();
  }

  @Test
  void the_page_speaks_the_language_and_has_the_theme_that_the_reader_chose() {
    Answer english = http.get("/", "Accept-Language", "en");
    assertThat(english.status()).isEqualTo(200);
    assertThat(english.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(english.text()).contains("<html lang=\"en\"", "Overview", "data-lane=\"image\"");
    Answer chosen = http.get("/", "Cookie", "language=zh; theme=dark", "Accept-Language", "en");
    assertThat(chosen.text()).contains("<html lang=\"zh-Hans\" data-theme=\"dark\"", "总览");
  }

  @Test
  void preferences_are_kept_and_lead_back_to_this_server_only() {
    Answer kept = http.get("/preferences?language=zh&theme=light&back=%2Fjobs%3Fstatus%3Dfailed");
    assertThat(kept.response().headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("language=zh") && cookie.contains("HttpOnly"))
        .anyMatch(cookie -> cookie.startsWith("theme=light"));
    assertThat(kept.status()).isEqualTo(303);
    assertThat(kept.header("Location")).endsWith("/jobs?status=failed");
    for (String elsewhere :
        new String[] {"%2F%2Fevil.example", "https:%2F%2Fevil.example", "%2F%5Cevil.example"}) {
      assertThat(http.get("/preferences?theme=dark&back=" + elsewhere).header("Location"))
          .as(elsewhere)
          .doesNotContain("evil");
    }
    assertThat(http.get("/preferences?language=xx").response().headers().allValues("Set-Cookie"))
        .isEmpty();
  }

  @Test
  void a_refresh_gets_the_content_without_the_frame() {
    String fragment = http.get("/", "HX-Request", "true").text();
    assertThat(fragment).contains("id=\"live\"").doesNotContain("<html", "<header");
  }

  @Test
  void a_paused_lane_is_told_with_its_remedy() {
    http.post("/api/v1/lanes/tts/pause");
    try {
      assertThat(http.get("/", "Accept-Language", "en").text())
          .contains("Lane tts is paused; 0 jobs wait.", "Resume it");
      assertThat(http.get("/", "Accept-Language", "zh").text()).contains("通道 tts 已暂停");
    } finally {
      http.post("/api/v1/lanes/tts/resume");
    }
    assertThat(http.get("/", "Accept-Language", "en").text()).doesNotContain("is paused");
  }

  @Test
  void what_waits_is_counted_in_the_navigation_and_the_age_of_the_oldest_is_told() {
    http.post("/api/v1/lanes/tts/pause");
    String id =
        http.post("/api/v1/tts/synthesize", "{\"text\":\"hi\",\"async\":true}")
            .json()
            .path("task_id")
            .asText();
    try {
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(http.get("/", "Accept-Language", "en").text())
                      .containsPattern("data-oldest=\"tts\">\\d")
                      .containsPattern("id=\"count-JOBS\"[^>]*>[1-9]"));
      assertThat(http.get("/", "HX-Request", "true").text())
          .as("a refresh brings the counts along")
          .containsPattern("id=\"count-JOBS\"[^>]*hx-swap-oob=\"true\"[^>]*>[1-9]");
    } finally {
      http.post("/api/v1/task/" + id + "/cancel");
      http.post("/api/v1/lanes/tts/resume");
    }
    assertThat(http.get("/").text()).containsPattern("data-oldest=\"tts\">–");
  }

  @Test
  void one_request_refreshes_all_parts_that_follow_the_jobs() {
    assertThat(http.get("/").text())
        .containsOnlyOnce("hx-get=")
        .contains("hx-select-oob=\"#recent\"", "id=\"recent\"");
  }

  @Test
  void what_goes_wrong_is_a_page_in_the_readers_language() {
    Answer unknown =
        http.get("/jobs/0190a000-0000-7000-8000-000000000000", "Accept-Language", "zh");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("Content-Type")).startsWith("text/html");
    assertThat(unknown.text()).contains("错误 404", "no task has the id");
    Answer hostile = http.get("/jobs?status=%3Cscript%3E", "Accept-Language", "en");
    assertThat(hostile.status()).isEqualTo(400);
    assertThat(hostile.text()).contains("&lt;script&gt;").doesNotContain("'<script>'");
  }

  @Test
  void the_history_has_a_column_for_each_lane_and_the_attempts_that_ended() {
    http.post("/api/v1/llm/generate", "{\"prompt\":\"hi\",\"max_tokens\":2}");
    Awaitility.await()
        .until(
            () -> {
              JsonNode history = http.get("/api/v1/system/history").json();
              return history.path("lanes").size() == 3
                  && sum(history.path("lanes").path(1).path("succeeded_per_min")) > 0;
            });
    JsonNode history = http.get("/api/v1/system/history").json();
    assertThat(history.path("memory").toString()).contains("llm-mini");
    history
        .path("lanes")
        .forEach(lane -> assertThat(lane.path("queued")).hasSameSizeAs(history.path("at")));
  }

  private static double sum(JsonNode column) {
    double sum = 0;
    for (JsonNode value : column) {
      sum += value.asDouble();
    }
    return sum;
  }
}
