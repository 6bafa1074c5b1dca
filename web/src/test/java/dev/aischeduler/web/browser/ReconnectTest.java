package dev.aischeduler.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page outlives its server: it says since when it is alone, and catches up with the next one. */
@ExtendWith(Browsers.class)
final class ReconnectTest {
  private static final double PATIENCE_MS = 60_000;
  private final Browser browser;

  ReconnectTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void a_page_says_since_when_it_is_not_connected_and_catches_up() throws IOException {
    String port = freePort();
    try (Visit visit = Visit.open(browser, "http://127.0.0.1:" + port, Visit.DESK, "en", "light")) {
      Locator connection = visit.page().locator("#connection");
      try (RunningApp first = start(port)) {
        visit.page().navigate(first.http().address() + "/jobs");
        assertThat(connection).hasText("live", within());
        first.http().post("/api/v1/llm/generate", "{\"prompt\":\"first\"}");
        assertThat(visit.page().locator("tr[data-task]")).hasCount(1);
      }
      assertThat(connection).containsText("not connected since", sees());
      assertThat(visit.page().locator("tr[data-task]")).hasCount(1);
      try (RunningApp second = start(port)) {
        assertThat(connection).hasText("live", within());
        // the next server has a new database
        assertThat(visit.page().locator("tr[data-task]")).hasCount(0);
        second.http().post("/api/v1/llm/generate", "{\"prompt\":\"second\"}");
        assertThat(visit.page().locator("tr[data-task]")).hasCount(1);
      }
    }
  }

  private static LocatorAssertions.HasTextOptions within() {
    return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS);
  }

  private static LocatorAssertions.ContainsTextOptions sees() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
  }

  private static RunningApp start(String port) {
    return RunningApp.scripted(Map.of("server.port", port));
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.getLocalPort());
    }
  }
}
