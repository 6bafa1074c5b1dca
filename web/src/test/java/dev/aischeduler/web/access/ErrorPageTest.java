package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a reader sees instead of a page that is refused, or is not there. */
final class ErrorPageTest {
  private static SecuredApp app;
  private static String viewer;

  @BeforeAll
  static void start() {
    app = new SecuredApp(Dialect.H2, Map.of());
    viewer = app.secret("viewer", "tenant", "default");
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  private static Answer get(String path, String accept) {
    return app.http().get(path, "Authorization", "Bearer " + viewer, "Accept", accept);
  }

  @Test
  void a_reader_without_the_role_is_told_in_a_page_which_role_it_takes() {
    Answer page = get("/keys", "text/html,*/*;q=0.8");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).contains("the role admin", "<nav", "href=\"/jobs\"");
  }

  @Test
  void a_page_that_there_is_not_is_a_page_and_names_the_trace() {
    Answer page = get("/nowhere", "text/html");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.text()).contains("<nav", page.header("X-Trace-Id"));
  }

  @Test
  void programs_get_the_problem_document_of_pages_and_of_the_api() {
    assertThat(get("/keys", "*/*").header("Content-Type")).startsWith("application/problem+json");
    assertThat(get("/api/v1/keys", "text/html").header("Content-Type"))
        .startsWith("application/problem+json");
    assertThat(get("/api/v1/nowhere", "text/html").header("Content-Type"))
        .startsWith("application/problem+json");
  }

  @Test
  void who_is_not_known_sees_no_navigation() {
    Answer refused = app.http().get("/keys", "Authorization", "", "Accept", "text/html");
    assertThat(refused.status()).isEqualTo(303);
    assertThat(refused.text()).doesNotContain("<nav");
  }
}
