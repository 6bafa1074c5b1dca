package dev.aischeduler.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs, their details, the playground, the gallery and the dead letters as pages. */
@ExtendWith(RealApp.class)
final class JobPagesTest {
  private static final String LLM = "/api/v1/llm/generate";
  private final Http http;

  /** None of these jobs starts within a test. */
  private final String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();

  /** Jobs of one test, whatever the others submit. */
  private final String tag = "t-" + UUID.randomUUID();

  JobPagesTest(RunningApp app) {
    this.http = app.http();
  }

  @Test
  void jobs_are_filtered_by_the_address_and_paged_in_both_directions() {
    for (int i = 0; i < 60; i++) {
      later("job " + i);
    }
    String first = page("/jobs?tag=" + tag);
    assertThat(first).contains(">job 59<", ">job 10<").doesNotContain(">job 9<", "rel=\"prev\"");
    String second = page(link(first, "next"));
    assertThat(second).contains(">job 9<", ">job 0<").doesNotContain(">job 10<");
    String back = page(link(second, "prev"));
    assertThat(back).contains(">job 59<", ">job 10<").doesNotContain(">job 9<");
    assertThat(page("/jobs?tag=" + tag + "&status=failed")).contains("No jobs here.");
    assertThat(page("/jobs?tag=" + tag + "&type=llm&status=scheduled")).contains(">job 59<");
    assertThat(page("/jobs?tag=" + tag + "&created_after=2100-01-01T00:00:00Z"))
        .contains("No jobs here.", "since 2100-01-01T00:00:00Z");
  }

  @Test
  void tabs_count_the_jobs_of_each_state_where_an_index_knows_them() {
    later("counted");
    assertThat(page("/jobs")).containsPattern("scheduled\\s*<b>[0-9,]+</b>");
    assertThat(page("/jobs?tag=" + tag)).contains("scheduled").doesNotContain("<b>");
  }

  @Test
  void actions_that_fit_the_states_stand_with_their_filter() {
    String waiting = page("/jobs?status=queued&tag=" + tag);
    assertThat(waiting)
        .contains("&#34;action&#34;:&#34;cancel&#34;", "&#34;tags&#34;:[&#34;" + tag + "&#34;]")
        .contains("&#34;action&#34;:&#34;reprioritise&#34;")
        .doesNotContain("&#34;action&#34;:&#34;retry&#34;");
    assertThat(page("/jobs?status=failed"))
        .contains("&#34;action&#34;:&#34;retry&#34;")
        .doesNotContain("&#34;action&#34;:&#34;cancel&#34;");
    assertThat(page("/jobs?status=succeeded")).doesNotContain("data-bulk");
    assertThat(page("/jobs?words=boat")).as("the API has no words").doesNotContain("data-bulk");
  }

  @Test
  void a_search_leads_to_the_job_the_tag_or_the_words() {
    String id = later("a lighthouse of " + tag);
    assertThat(found(id)).endsWith("/jobs/" + id);
    assertThat(found(tag)).endsWith("/jobs?tag=" + tag);
    assertThat(found("lighthouse%20of")).endsWith("/jobs?words=lighthouse+of");
    assertThat(found("no_such_tag")).endsWith("/jobs?words=no_such_tag");
    assertThat(found("")).endsWith("/jobs");
    assertThat(found("00000000-0000-7000-8000-000000000000")).contains("/jobs?words=");
    String words = page("/jobs?words=LIGHTHOUSE%20of%20" + tag);
    assertThat(words).contains("a lighthouse of " + tag, "2,000 jobs at a time");
  }

  @Test
  void a_waiting_job_says_why_and_offers_what_can_be_done() {
    String id = later("it's <i>later</i>");
    String english = page("/jobs/" + id);
    assertThat(english)
        .contains("it's &lt;i&gt;later&lt;/i&gt;", "href=\"/playground?clone=" + id)
        .contains("POST /api/v1/task/" + id + "/cancel", "PATCH /api/v1/task/" + id)
        .contains("curl -X POST", "it'\\''s")
        .doesNotContain("<i>later", "/retry");
    assertThat(http.get("/jobs/" + id, "Accept-Language", "zh").text())
        .contains("复制并编辑", "时间线", "已排期");
    http.post("/api/v1/task/" + id + "/cancel");
    assertThat(page("/jobs/" + id)).contains("/retry\"", "class=\"cancelled\"");
  }

  @Test
  void a_finished_job_shows_what_it_made() {
    JsonNode sound =
        http.post("/api/v1/tts/synthesize", "{\"text\":\"Good morning.\",\"wait_s\":60}").json();
    assertThat(page("/jobs/" + sound.path("task_id").asText()))
        .contains("<audio", "<track kind=\"captions\"", "speech.wav", "data-src=\"/api/v1/task/")
        .contains("attempt 1 of ", "class=\"succeeded\"");
    JsonNode text = http.post(LLM, "{\"prompt\":\"hi\",\"max_tokens\":4}").json();
    assertThat(page("/jobs/" + text.path("task_id").asText())).contains("class=\"answer\">");
    assertThat(page("/gallery?kind=sounds"))
        .contains("Good morning.", "/jobs/" + sound.path("task_id").asText());
  }

  @Test
  void pictures_hang_in_the_gallery() {
    JsonNode picture =
        http.post(
                "/api/v1/image/generate",
                "{\"prompt\":\"a boat of "
                    + tag
                    + "\",\"steps\":1,\"width\":64,\"height\":64,\"wait_s\":60}")
            .json();
    String id = picture.path("task_id").asText();
    assertThat(page("/gallery"))
        .contains("alt=\"a boat of " + tag, "/jobs/" + id, "loading=\"lazy\"");
    assertThat(page("/gallery?after=" + id)).doesNotContain(tag).contains("Newest");
  }

  @Test
  void the_playground_is_filled_from_a_job() {
    String chat =
        http.post(
                LLM,
                "{\"messages\":[{\"role\":\"user\",\"content\":\"one\"},"
                    + "{\"role\":\"assistant\",\"content\":\"two\"},"
                    + "{\"role\":\"user\",\"content\":\"three\"}],\"top_k\":7,\"priority\":2,"
                    + "\"run_at\":\""
                    + tomorrow
                    + "\",\"async\":true}")
            .json()
            .path("task_id")
            .asText();
    String page = page("/playground?clone=" + chat);
    assertThat(page)
        .contains(">three</textarea>", "&#34;two&#34;", "<option selected>2<")
        .contains("\"top_k\" : 7")
        .doesNotContain("&#34;three&#34;");
    http.post("/api/v1/task/" + chat + "/cancel");
    assertThat(page("/playground?type=image")).contains("name=\"steps\"", "Paint");
    assertThat(http.get("/playground?type=tts", "Accept-Language", "zh").text())
        .contains("朗读", "name=\"voice\"");
  }

  @Test
  void failed_jobs_stand_by_cause_with_their_count_and_a_remedy() {
    String id =
        http.post(
                "/api/v1/image/generate",
                "{\"prompt\":\"slow\",\"steps\":50,\"width\":512,\"height\":512,\"n\":4,"
                    + "\"timeout_s\":1,\"max_attempts\":1}")
            .json()
            .path("task_id")
            .asText();
    assertThat(http.ended(id).path("error").path("type").asText()).isEqualTo("timeout");
    assertThat(page("/jobs/" + id))
        .contains("Give it more time with timeout_s", "class=\"failed\"", "POST /api/v1/task/" + id)
        .contains("/jobs?status=failed&error_type=timeout");
    assertThat(page("/dead-letters"))
        .contains("/jobs?status=failed&amp;type=image&amp;error_type=timeout", "Run all again (")
        .contains("&#34;error_type&#34;:&#34;timeout&#34;");
    assertThat(page("/jobs?status=failed&error_type=timeout")).contains("/jobs/" + id);
    assertThat(http.get("/dead-letters", "Accept-Language", "zh").text()).contains("失败任务");
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs?type=%3Cscript%3E, 400",
    "/jobs?status=%3Cscript%3E, 400",
    "/jobs?created_after=%3Cscript%3E, 400",
    "/jobs?after=%3Cscript%3E, 400",
    "/jobs?odd=%3Cscript%3E, 400",
    "/jobs?words=a&before=01a227da-dc76-7d10-9e26-548a0dff58c1, 400",
    "/jobs/%3Cscript%3E, 404",
    "/gallery?kind=%3Cscript%3E, 400",
    "/gallery?after=x, 400",
    "/playground?type=%3Cscript%3E, 400",
    "/playground?clone=x, 400",
    "/playground?clone=01a227da-dc76-7d10-9e26-548a0dff58c1, 404"
  })
  void what_is_wrong_with_an_address_is_a_page(String path, int status) {
    Answer answer = http.get(path, "Accept-Language", "zh");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains("错误 " + status).doesNotContain("<script>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tag", "tenant", "error_type", "words"})
  void hostile_values_come_back_as_text(String name) {
    String page = page("/jobs?" + name + "=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%27%7B0%7D");
    assertThat(page).contains("&#34;>&lt;script>alert(1)").doesNotContain("<script>alert");
  }

  private String later(String prompt) {
    return http.post(
            LLM,
            "{\"prompt\":\""
                + prompt
                + "\",\"tags\":[\""
                + tag
                + "\"],\"run_at\":\""
                + tomorrow
                + "\",\"async\":true}")
        .json()
        .path("task_id")
        .asText();
  }

  private String page(String path) {
    Answer answer = http.get(path, "Accept-Language", "en");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.text();
  }

  private String found(String text) {
    Answer answer = http.get("/jobs/find?q=" + text);
    assertThat(answer.status()).isEqualTo(303);
    return answer.header("Location");
  }

  private static String link(String page, String rel) {
    Matcher link = Pattern.compile("href=\"([^\"]+)\" rel=\"" + rel + "\"").matcher(page);
    assertThat(link.find()).as(rel).isTrue();
    return link.group(1).replace("&amp;", "&");
  }
}
