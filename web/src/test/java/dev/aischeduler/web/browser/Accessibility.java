package dev.aischeduler.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;

/** What axe finds on a page. */
final class Accessibility {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private Accessibility() {}

  /** Fails when axe finds something serious or critical. */
  static void check(Page page) {
    List<String> violations =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(Accessibility::told)
                .toList();
    assertThat(violations).as(page.url()).isEmpty();
  }

  private static String told(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList();
  }
}
