package dev.aischeduler.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page from another port calls the API, as a real browser lets it. */
@ExtendWith(Browsers.class)
final class CorsBrowserTest {
  private static final String KEY = "a-configured-key-of-a-page";
  private static final String CALL =
      """
      async ([address, key]) => {
        const headers = {'Authorization': 'Bearer ' + key, 'Content-Type': 'application/json'};
        try {
          const answer = await fetch(address + '/api/v1/llm/generate',
            {method: 'POST', headers, body: JSON.stringify({prompt: 'from afar'})});
          const body = await answer.json();
          return answer.status + ' ' + (body.result?.text ?? body.title)
            + ' ' + (answer.headers.get('X-Trace-Id') !== null);
        } catch (e) {
          return e.name;
        }
      }
      """;
  private final Browser browser;

  CorsBrowserTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void only_a_page_of_a_named_site_calls_the_api() throws IOException {
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>elsewhere</title>".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    site.start();
    String port = String.valueOf(site.getAddress().getPort());
    try (RunningApp app =
            RunningApp.scripted(
                Map.of(
                    "security.api_key", KEY, "server.cors_origins", "http://127.0.0.1:" + port));
        BrowserContext context = browser.newContext()) {
      assertThat(call(context, "http://127.0.0.1:" + port, app, KEY))
          .isEqualTo("200 echo from afar true");
      assertThat(call(context, "http://127.0.0.1:" + port, app, "wrong"))
          .isEqualTo("401 Unauthorized true");
      assertThat(call(context, "http://localhost:" + port, app, KEY)).isEqualTo("TypeError");
    } finally {
      site.stop(0);
    }
  }

  private static Object call(BrowserContext context, String site, RunningApp app, String key) {
    try (Page page = context.newPage()) {
      page.navigate(site + "/");
      return page.evaluate(CALL, List.of(app.http().address(), key));
    }
  }
}
