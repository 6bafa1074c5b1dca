package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Dialect;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HEAD is answered as GET is, without the body. */
final class HeadTest {
  private static SecuredApp app;
  private static String admin;

  @BeforeAll
  static void start() {
    app = new SecuredApp(Dialect.H2, Map.of());
    admin = app.secret("admin");
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  @Test
  void every_path_answers_head_with_the_status_of_get_or_says_that_it_is_a_stream() {
    List<String> paths =
        app.app().application().endpoints().stream()
            .filter(route -> route.startsWith("GET "))
            .map(route -> route.substring("GET ".length()).replaceAll("\\{\\w+}", "none"))
            .toList();
    assertThat(paths).hasSizeGreaterThan(50);
    for (String path : paths) {
      int head = app.status("HEAD", path, admin);
      if (path.endsWith("/events") || path.endsWith("/changes")) {
        assertThat(head).as(path).isEqualTo(405);
      } else {
        assertThat(head).as(path).isEqualTo(app.status("GET", path, admin)).isLessThan(500);
      }
    }
  }

  @Test
  void head_needs_the_role_that_get_needs_and_sends_no_body() {
    String viewer = app.secret("viewer", "tenant", "default");
    assertThat(app.status("HEAD", "/api/v1/keys", viewer)).isEqualTo(403);
    assertThat(app.status("HEAD", "/api/v1/keys", "")).isEqualTo(401);
    assertThat(app.status("HEAD", "/healthz", "")).isEqualTo(200);
    String answer =
        app.http()
            .raw(
                "HEAD /api/v1/tasks HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                    + admin
                    + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Length:").endsWith("\r\n\r\n");
  }
}
