package dev.aischeduler.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.web.app.RunningApp;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the first look at a busy server costs a reader. */
@ExtendWith(Browsers.class)
final class OverviewWeightTest {
  private static final int JOBS = 10_000;
  private static final int MOST_BYTES = 300_000;

  /** Bytes on the wire of the page and all that it loads, and when something was seen first. */
  private static final String FIGURES =
      """
      [performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
         .reduce((sum, entry) => sum + entry.transferSize, 0),
       performance.getEntriesByName('first-contentful-paint')[0].startTime]""";

  @Test
  void the_overview_of_ten_thousand_jobs_is_light(Browser browser) throws Exception {
    try (RunningApp app = RunningApp.scripted(Map.of())) {
      app.application().jobs().pause(ImageTask.TYPE, true);
      app.application()
          .jobs()
          .submitAll(IntStream.range(0, JOBS).mapToObj(OverviewWeightTest::picture).toList());
      try (Visit visit = Visit.open(browser, app.http().address(), Visit.DESK, "en", "light")) {
        Page page = visit.page();
        page.navigate(app.http().address() + "/");
        page.waitForSelector("#connection.live");
        assertThat(page.content()).contains("10,000");
        List<?> figures = (List<?>) page.evaluate(FIGURES);
        long bytes = ((Number) figures.get(0)).longValue();
        System.out.printf(
            Locale.ROOT,
            "overview of %d jobs: %d KB, first contentful paint after %.0f ms%n",
            JOBS,
            bytes / 1000,
            ((Number) figures.get(1)).doubleValue());
        assertThat(bytes).isPositive().isLessThan(MOST_BYTES);
        visit.check();
      }
    }
  }

  private static Submission picture(int number) {
    ObjectNode request = Json.mapper().createObjectNode().put("prompt", "picture " + number);
    return Submission.of(ImageTask.TYPE, request);
  }
}
