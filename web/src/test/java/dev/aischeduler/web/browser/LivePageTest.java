package dev.aischeduler.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People use the page: it must work in a real browser, also a narrow one. */
@ExtendWith(RealApp.class)
final class LivePageTest {
  private static final int PHONE = 500;
  private final String address;

  LivePageTest(RunningApp app) {
    this.address = app.http().address();
  }

  @BeforeAll
  static void findTheBrowser() {
    boolean ci = System.getenv("CI") != null;
    Assumptions.assumeTrue(
        ci || Chromium.installed().isPresent(),
        "skipped: Chromium is not installed (apt-get install chromium); CI never skips this");
    assertThat(Chromium.installed()).as("Chromium").isPresent();
  }

  private static Path program() {
    return Chromium.installed().orElseThrow();
  }

  @Test
  void a_person_chats_and_sees_lanes_text_and_task() throws Exception {
    try (Chromium page = Chromium.open(program(), address + "/", 1200)) {
      page.await("document.querySelectorAll('#lanes [data-lane]').length === 3");
      page.evaluate("document.querySelector('form[data-type=llm] button').click()");
      page.await("/llm-mini/.test(document.querySelector('form[data-type=llm] output').innerText)");
      String text = "document.querySelector('form[data-type=llm] .text').textContent";
      assertThat(page.evaluate(text).asText()).isNotBlank();
      page.await("document.querySelector('#tasks .chip.succeeded') !== null");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void a_person_hears_speech_on_a_phone() throws Exception {
    try (Chromium page = Chromium.open(program(), address + "/", PHONE)) {
      page.await("document.querySelectorAll('#lanes [data-lane]').length === 3");
      page.evaluate("document.querySelector('form[data-type=tts] button').click()");
      String audio = "document.querySelector('form[data-type=tts] output audio')";
      page.await(audio + " !== null && " + audio + ".duration > 0.3");
      assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth").asInt())
          .as("nothing sticks out sideways")
          .isLessThanOrEqualTo(0);
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void the_documentation_shows_every_endpoint() throws Exception {
    try (Chromium page = Chromium.open(program(), address + "/docs", 1200)) {
      page.await("document.querySelectorAll('details .method').length >= 26");
      assertThat(page.errors()).isEmpty();
    }
  }
}
