package dev.aischeduler.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** One reader's window, and what went wrong in it. Used by one thread. */
final class Visit implements AutoCloseable {
  static final int DESK = 1280;
  static final int PHONE = 390;
  private static final int HEIGHT = 900;

  /** For what a busy machine does late. */
  static final double PATIENCE_MS = 60_000;

  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private Visit(BrowserContext context, Page page) {
    this.context = context;
    this.page = page;
  }

  /**
   * Opens a window.
   *
   * @param address of the server
   * @param width in pixels
   */
  static Visit open(Browser browser, String address, int width, String language, String theme) {
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(width, HEIGHT));
    context.addCookies(
        List.of(
            new Cookie("language", language).setUrl(address),
            new Cookie("theme", theme).setUrl(address)));
    context.setDefaultTimeout(PATIENCE_MS);
    Visit visit = new Visit(context, context.newPage());
    visit.page.onConsoleMessage(
        message -> {
          // a stream that ends because the reader leaves is told as an error by htmx
          if (message.type().equals("error") && !message.text().equals("Event")) {
            visit.errors.add(message.text());
          }
        });
    visit.page.onPageError(visit.errors::add);
    return visit;
  }

  Page page() {
    return page;
  }

  /**
   * Waits until an expression is true. Playwright's own wait evaluates it in the page, which the
   * content security policy forbids.
   */
  void await(String expression) {
    Awaitility.await()
        .atMost(Duration.ofMillis((long) PATIENCE_MS))
        .until(() -> Boolean.TRUE.equals(page.evaluate("Boolean(" + expression + ")")));
  }

  /** Fails when the page wrote an error into the console, or sticks out sideways. */
  void check() {
    assertThat(errors).as("errors in the console of " + page.url()).isEmpty();
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        .as(page.url() + " sticks out sideways")
        .isLessThanOrEqualTo(0);
  }

  /** Errors that a test brought about are none. */
  void forgetErrors() {
    errors.clear();
  }

  /** Keeps a picture of the whole page as {@code target/screens/NAME.png}. */
  void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screens", name + ".png"))
            .setFullPage(true));
  }

  @Override
  public void close() {
    context.close();
  }
}
