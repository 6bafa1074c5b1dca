package dev.aischeduler.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A link to a file is copied on the page of its job. */
@ExtendWith(Browsers.class)
final class LinkTest {
  private final Browser browser;

  LinkTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void a_link_is_copied_that_opens_the_file() throws IOException {
    try (RunningApp app = RunningApp.scripted(Map.of());
        BrowserContext context =
            browser.newContext(
                new Browser.NewContextOptions()
                    .setLocale("en")
                    .setPermissions(List.of("clipboard-read", "clipboard-write")))) {
      String id =
          app.http()
              .post("/api/v1/llm/generate", "{\"prompt\":\"files\"}")
              .json()
              .path("task_id")
              .asText();
      Page page = context.newPage();
      page.navigate(app.http().address() + "/jobs/" + id);
      page.locator("[data-link$='/notes.txt/link']").click();
      assertThat(page.locator("li", new Page.LocatorOptions().setHasText("notes.txt")))
          .containsText("Copied, holds for an hour");
      Object url = page.evaluate("() => navigator.clipboard.readText()");
      assertThat(page.navigate(url.toString()).text()).startsWith("It is a line of many.");
    }
  }
}
