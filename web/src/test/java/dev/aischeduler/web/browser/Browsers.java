package dev.aischeduler.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one Chromium, as Debian has it; it is started once for all classes. */
final class Browsers implements ParameterResolver {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"));

  /** JUnit closes it after the last test. */
  private record Shared(Playwright playwright, Browser browser) implements AutoCloseable {
    static Shared start() {
      // the machine may be busy with other tests
      PlaywrightAssertions.setDefaultAssertionTimeout(Visit.PATIENCE_MS);
      boolean ci = System.getenv("CI") != null;
      Optional<Path> program = PLACES.stream().filter(Files::isExecutable).findFirst();
      Assumptions.assumeTrue(
          ci || program.isPresent(),
          "skipped: Chromium is not installed (apt-get install chromium); CI never skips this");
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(program.orElseThrow())
                      .setArgs(
                          List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
      return new Shared(playwright, browser);
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(Browser.class);
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Browsers.class))
        .getOrComputeIfAbsent("browser", key -> Shared.start(), Shared.class)
        .browser();
  }
}
