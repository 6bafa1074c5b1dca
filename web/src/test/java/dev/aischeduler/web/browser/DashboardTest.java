package dev.aischeduler.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do with the dashboard, in a real browser. */
@ExtendWith({RealApp.class, Browsers.class})
final class DashboardTest {
  private static final Pattern DONE = Pattern.compile("succeeded");
  private final Http http;
  private final Visit visit;
  private final Page page;

  DashboardTest(RunningApp app, Browser browser) {
    this.http = app.http();
    this.visit = Visit.open(browser, http.address(), Visit.DESK, "en", "light");
    this.page = visit.page();
  }

  @BeforeEach
  void agreeToQuestions() {
    page.onDialog(dialog -> dialog.accept());
  }

  @AfterEach
  void checkAndClose() {
    try {
      visit.check();
    } finally {
      visit.close();
    }
  }

  private void open(String path) {
    page.navigate(http.address() + path);
    page.waitForSelector("#connection.live");
  }

  private static LocatorAssertions expect(Locator locator) {
    return assertThat(locator);
  }

  @Test
  void a_person_chats_and_sees_the_answer_as_it_is_made_and_its_job() {
    open("/playground?type=llm");
    page.fill("[name=prompt]", "Tell me of the sea");
    page.fill("[name=max_tokens]", "40");
    expect(page.locator("#curl")).containsText("\"prompt\":\"Tell me of the sea\"");
    expect(page.locator("#cli")).containsText("llm");
    page.click("#form [type=submit]");
    expect(page.locator("#out .pill").first()).hasText(DONE);
    assertThat(page.locator("#out article").first().innerText()).contains("Tell me of the sea");
    page.locator("#out article a").first().click();
    page.waitForURL(Pattern.compile(".*/jobs/.*"));
    expect(page.locator("#live .pill").first()).hasText(DONE);
    expect(page.locator(".answer").last()).not().isEmpty();
  }

  @Test
  void a_person_hears_speech_and_sees_a_picture() {
    open("/playground?type=tts");
    page.fill("[name=text]", "Good morning.");
    page.click("#form [type=submit]");
    visit.await("document.querySelector('#out audio')?.duration > 0.3");
    open("/playground?type=image");
    page.fill("[name=prompt]", "a frog");
    page.fill("[name=steps]", "2");
    page.click("#form [type=submit]");
    visit.await("document.querySelector('#out img')?.naturalWidth >= 64");
    open("/gallery");
    visit.await("document.querySelector('main img')?.naturalWidth >= 64");
  }

  @Test
  void a_person_cancels_a_picture_that_is_being_made() {
    String id =
        http.post("/api/v1/image/generate", "{\"prompt\":\"slow\",\"steps\":150}")
            .json()
            .path("task_id")
            .asText();
    open("/jobs/" + id);
    page.click("#live button.danger");
    expect(page.locator("#live .pill").first()).hasText("cancelled");
  }

  @Test
  void a_person_pauses_a_lane_and_sees_what_waits_for_it() {
    open("/lanes");
    Locator lane = page.locator("[data-lane=tts]");
    lane.locator("button").click();
    expect(lane.locator(".pill").first()).hasText("paused");
    http.post("/api/v1/tts/synthesize", "{\"text\":\"Later.\",\"async\":true}");
    open("/");
    expect(page.locator(".alert")).containsText("Lane tts is paused");
    open("/lanes");
    page.locator("[data-lane=tts] button").click();
    expect(page.locator("[data-lane=tts] .pill").first()).hasText("active");
  }

  @Test
  void a_person_acts_on_all_jobs_of_a_filter_once_the_count_is_confirmed() {
    String later = Instant.now().plus(Duration.ofHours(1)).toString();
    for (int i = 0; i < 3; i++) {
      http.post(
          "/api/v1/llm/generate",
          "{\"prompt\":\"later\",\"run_at\":\"" + later + "\",\"tags\":[\"batch-of-three\"]}");
    }
    open("/jobs?status=scheduled&tag=batch-of-three");
    expect(page.locator("tr[data-task]")).hasCount(3);
    page.locator("details.bulk summary").click();
    Locator cancel = page.locator("details.bulk button.danger");
    expect(cancel).containsText("3");
    cancel.click();
    expect(page.locator("#notice")).containsText("3");
    open("/jobs?status=cancelled&tag=batch-of-three");
    expect(page.locator("tr[data-task]")).hasCount(3);
  }

  @Test
  void a_person_uploads_a_manifest_after_a_check_and_sees_it_end() {
    open("/bulk/new");
    page.setInputFiles(
        "[name=manifest]",
        new FilePayload(
            "lines.csv",
            "text/csv",
            "type,prompt,max_tokens\nllm,hi,2\nllm,ho,2\nllm,,2\n"
                .getBytes(StandardCharsets.UTF_8)));
    page.click("#upload [type=submit][value=true]");
    expect(page.locator("#check")).containsText("prompt");
    page.click("#start");
    page.waitForURL(Pattern.compile(".*/bulk/[0-9a-f-]{36}"));
    expect(page.locator("#live .pill").first()).hasText(Pattern.compile("failed|succeeded"));
    expect(page.locator("#live")).containsText("2");
  }

  @Test
  void a_person_makes_a_schedule_runs_it_now_and_removes_it() {
    open("/schedules/new");
    page.fill("[name=name]", "from-the-page");
    page.fill("[name=when]", "0 3 * * *");
    expect(page.locator("#preview")).containsText("03:00");
    page.fill("[name=target]", "{\"job\":{\"type\":\"llm\",\"prompt\":\"hi\",\"max_tokens\":2}}");
    page.click("#schedule [type=submit]");
    page.waitForURL(Pattern.compile(".*/schedules/from-the-page"));
    expect(page.locator("main")).containsText("03:00");
    assertThat(http.get("/api/v1/schedules/from-the-page").status()).isEqualTo(200);
    http.send("DELETE", "/api/v1/schedules/from-the-page", BodyPublishers.noBody());
  }

  @Test
  void a_person_is_told_where_a_workflow_is_wrong_mends_it_and_sees_its_graph() {
    open("/workflows/new");
    page.fill(
        "#definition",
        "name: two\nsteps:\n  one: {task: llm, request: {prompt: hi}}\n  two: {task: nothing}\n");
    page.click("#validate");
    expect(page.locator("#problems")).containsText("nothing");
    visit.forgetErrors();
    page.fill(
        "#definition",
        """
        name: two
        steps:
          one: {task: llm, request: {prompt: hi, max_tokens: 2}}
          two: {task: llm, needs: [one], request: {prompt: '{{ one.text }}!', max_tokens: 2}}
        """);
    page.fill("[name=inputs]", "{}");
    page.click("#workflow [type=submit]");
    page.waitForURL(Pattern.compile(".*/workflows/[0-9a-f-]{36}"));
    expect(page.locator("#live .pill").first()).hasText(DONE);
    assertThat(page.locator("svg").first().textContent()).contains("one", "two");
  }
}
