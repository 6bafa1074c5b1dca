package dev.aischeduler.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People use the page: it must work in a real browser, also a narrow one. */
@ExtendWith(RealApp.class)
final class LivePageTest {
  private static final int PHONE = 500;
  private static @Nullable Chromium browser;
  private final RunningApp app;
  private final String address;

  LivePageTest(RunningApp app) {
    this.app = app;
    this.address = app.http().address();
  }

  @BeforeAll
  static void findTheBrowser() throws Exception {
    boolean ci = System.getenv("CI") != null;
    Assumptions.assumeTrue(
        ci || Chromium.installed().isPresent(),
        "skipped: Chromium is not installed (apt-get install chromium); CI never skips this");
    assertThat(Chromium.installed()).as("Chromium").isPresent();
    browser = Chromium.start(Chromium.installed().orElseThrow());
  }

  @AfterAll
  static void closeTheBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  private Chromium open(String path, int width) throws Exception {
    Chromium page = Objects.requireNonNull(browser);
    page.open(address + path, width);
    return page;
  }

  @Test
  void a_person_chats_and_sees_lanes_text_and_task() throws Exception {
    Chromium page = open("/", 1200);
    page.await("document.querySelectorAll('#lanes [data-lane]').length === 3");
    page.evaluate("document.querySelector('form[data-type=llm] button').click()");
    page.await("/llm-mini/.test(document.querySelector('form[data-type=llm] output').innerText)");
    String text = "document.querySelector('form[data-type=llm] .text').textContent";
    assertThat(page.evaluate(text).asText()).isNotBlank();
    page.await("document.querySelector('#tasks .chip.succeeded') !== null");
    page.await(
        "/\\d+ % of device time, share 70 %\\d+ MiB of [\\d.]+ [MG]iB memory/"
            + ".test(document.querySelector('[data-lane=llm]').textContent)");
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void a_person_sees_the_node_drains_it_and_lets_it_go_on() throws Exception {
    Chromium page = open("/", 1200);
    String node = "document.querySelector('#nodes [data-node]')";
    page.await(node + " !== null && " + node + ".querySelector('.chip.active') !== null");
    page.evaluate(node + ".querySelector('button').click()");
    page.await(node + ".querySelector('.chip.draining') !== null");
    page.evaluate(node + ".querySelector('button').click()");
    page.await(node + ".querySelector('.chip.active') !== null");
    assertThat(page.evaluate("document.getElementById('tenants-section').hidden").asBoolean())
        .isTrue();
    app.http()
        .send(
            "PUT",
            "/api/v1/tenants/guest",
            BodyPublishers.ofString("{\"weight\":3}"),
            "Content-Type",
            "application/json");
    page.await("document.querySelector('#tenants [data-tenant=guest]') !== null");
    app.http().send("DELETE", "/api/v1/tenants/guest", BodyPublishers.noBody());
    page.await("document.getElementById('tenants-section').hidden");
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void a_person_sees_a_bulk_run_end_and_a_schedule_and_pauses_it() throws Exception {
    String schedule =
        "{\"name\":\"page\",\"when\":\"0 3 * * *\",\"target\":{\"job\":{\"type\":\"llm\",\"prompt\":\"hi\"}}}";
    send("POST", "/api/v1/schedules", schedule);
    send("POST", "/api/v1/bulk?name=page%20run&type=llm", "{\"prompt\":\"hi\",\"max_tokens\":2}\n");
    Chromium page = open("/", 1200);
    String runs = "[...document.querySelectorAll('#bulk li')]";
    page.await(
        runs + ".some(li => /page run/.test(li.innerText) && li.querySelector('.chip.succeeded'))");
    String row = "document.querySelector('[data-schedule=page]')";
    page.await(row + " !== null && /every day at 03:00/.test(" + row + ".innerText)");
    page.evaluate(row + ".querySelector('button').click()");
    page.await(row + ".querySelector('.chip.paused') !== null");
    send("DELETE", "/api/v1/schedules/page", "");
    page.await(row + " === null");
    assertThat(page.errors()).isEmpty();
  }

  private void send(String method, String path, String body) {
    assertThat(
            app.http()
                .send(
                    method, path, BodyPublishers.ofString(body), "Content-Type", "application/json")
                .response()
                .statusCode())
        .as(method + " " + path)
        .isBetween(200, 299);
  }

  @Test
  void a_person_hears_speech_on_a_phone() throws Exception {
    Chromium page = open("/", PHONE);
    page.await("document.querySelectorAll('#lanes [data-lane]').length === 3");
    page.evaluate("document.querySelector('form[data-type=tts] button').click()");
    String audio = "document.querySelector('form[data-type=tts] output audio')";
    page.await(audio + " !== null && " + audio + ".duration > 0.3");
    assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth").asInt())
        .as("nothing sticks out sideways")
        .isLessThanOrEqualTo(0);
    page.screenshot(Path.of("target", "live-page-phone.png"));
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void a_person_draws_a_picture_and_opens_it_again_in_the_list() throws Exception {
    Chromium page = open("/", 1200);
    page.await("document.querySelectorAll('#lanes [data-lane]').length === 3");
    page.evaluate("document.querySelector('form[data-type=image] [name=steps]').value = 2");
    page.evaluate("document.querySelector('form[data-type=image] button').click()");
    String image = "document.querySelector('form[data-type=image] output img')";
    page.await(image + " !== null && " + image + ".naturalWidth === 256");
    String first = "document.querySelector('#tasks li')";
    page.await(first + ".querySelector('.chip.succeeded') !== null");
    page.evaluate(first + ".querySelector('button[aria-expanded]').click()");
    page.await(first + ".querySelector('img') !== null");
    page.screenshot(Path.of("target", "live-page.png"));
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void the_documentation_shows_every_endpoint() throws Exception {
    Chromium page = open("/docs", 1200);
    page.await("document.querySelectorAll('details .method').length >= 26");
    page.evaluate("document.querySelector('details').open = true");
    page.screenshot(Path.of("target", "documentation.png"));
    assertThat(page.errors()).isEmpty();
  }
}
