package dev.aischeduler.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.page.Section;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page can be used by everybody: in both themes, on a phone, and by those who do not see it.
 */
@ExtendWith({RealApp.class, Browsers.class})
final class EveryPageTest {
  private final String address;
  private final Browser browser;

  EveryPageTest(RunningApp app, Browser browser) {
    this.address = app.http().address();
    this.browser = browser;
    app.http().post("/api/v1/llm/generate", "{\"prompt\":\"hi\",\"max_tokens\":2}");
  }

  static Stream<String> paths() {
    return Stream.of(Section.values()).map(Section::path);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void is_whole_and_accessible(String path) {
    look(path, Visit.DESK, "en", "light");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void is_whole_and_accessible_in_the_dark_and_in_chinese(String path) {
    look(path, Visit.PHONE, "zh", "dark");
  }

  private void look(String path, int width, String language, String theme) {
    try (Visit visit = Visit.open(browser, address, width, language, theme)) {
      assertThat(visit.page().navigate(address + path).status()).as(path).isEqualTo(200);
      visit.page().waitForSelector("#connection.live");
      visit.check();
      visit.screenshot(name(path) + "-" + width + "-" + theme);
      Accessibility.check(visit.page());
    }
  }

  private static String name(String path) {
    return path.equals("/") ? "overview" : path.substring(1);
  }
}
