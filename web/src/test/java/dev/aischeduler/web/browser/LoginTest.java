package dev.aischeduler.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys are made on a page, and who has one logs in with it and may do what it may. */
@ExtendWith(Browsers.class)
final class LoginTest {
  private final Browser browser;

  LoginTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void keys_are_made_and_ended_and_their_holders_log_in_and_out() throws IOException {
    try (RunningApp app = RunningApp.scripted(Map.of())) {
      String address = app.http().address();
      try (Visit visit = Visit.open(browser, address, Visit.DESK, "en", "light")) {
        Page page = visit.page();
        page.onDialog(Dialog::accept);
        page.navigate(address + "/keys");
        String admin = make(page, "first-admin", "admin", "");
        // from now on the page itself needs a login

        // a server takes a new key within a second
        await()
            .until(
                () -> {
                  page.navigate(address + "/jobs?status=failed");
                  return page.url().contains("/login?next=");
                });
        login(page, "wrong");
        assertThat(page.getByText("This key is not known")).isVisible();
        login(page, admin);
        page.waitForURL(address + "/jobs?status=failed");
        visit.forgetErrors();

        page.navigate(address + "/lanes");
        page.locator("[data-call='POST /api/v1/lanes/llm/pause']").click();
        assertThat(page.locator("[data-call='POST /api/v1/lanes/llm/resume']")).isVisible();
        page.navigate(address + "/keys");
        String viewer = make(page, "reader", "viewer", "default");
        page.navigate(address + "/audit");
        assertThat(page.locator("#live")).containsText("POST /api/v1/lanes/{lane}/pause");
        visit.check();

        page.locator("form[action='/logout'] button").click();
        page.waitForURL(address + "/login");
        login(page, viewer);
        page.waitForURL(address + "/");
        page.navigate(address + "/lanes");
        assertThat(page.locator("[data-call='POST /api/v1/lanes/llm/resume']")).isHidden();
        assertThat(page.locator("nav a[href='/keys']")).hasCount(0);
        assertThat(page.navigate(address + "/keys").status()).isEqualTo(403);

        page.navigate(address + "/");
        page.locator("form[action='/logout'] button").click();
        login(page, admin);
        page.waitForURL(address + "/");
        page.navigate(address + "/keys");
        page.getByLabel("Revoke reader").click();
        assertThat(page.getByLabel("Revoke reader")).hasCount(0);
        page.locator("form[action='/logout'] button").click();
        // a revocation holds within a second
        await()
            .until(
                () -> {
                  page.navigate(address + "/login");
                  login(page, viewer);
                  page.waitForURL(url -> !url.endsWith("/login"));
                  return page.url().contains("failed=");
                });
        assertThat(page.getByText("it is revoked or expired")).isVisible();
      }
    }
  }

  @Test
  void the_form_is_accessible_in_both_themes_and_languages_and_on_a_phone() throws IOException {
    try (RunningApp app = RunningApp.scripted(Map.of())) {
      look(app.http().address(), Visit.DESK, "en", "light");
      look(app.http().address(), Visit.PHONE, "zh", "dark");
    }
  }

  private void look(String address, int width, String language, String theme) {
    try (Visit visit = Visit.open(browser, address, width, language, theme)) {
      visit.page().navigate(address + "/login?failed=unknown");
      visit.check();
      visit.screenshot("login-" + width + "-" + theme);
      Accessibility.check(visit.page());
    }
  }

  private static void login(Page page, String key) {
    page.locator("input[name='key']").fill(key);
    page.locator("form[action='/login'] button").click();
  }

  /** Makes a key; returns its secret. */
  private static String make(Page page, String name, String role, String tenant) {
    page.locator("input[name='name']").fill(name);
    page.locator("select[name='role']").selectOption(role);
    page.locator("select[name='tenant']").selectOption(tenant);
    page.locator("form[data-call='POST /api/v1/keys'] button").click();
    assertThat(page.locator("#made")).isVisible();
    return page.locator("#secret").textContent();
  }
}
