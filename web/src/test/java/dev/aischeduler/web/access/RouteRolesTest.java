package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.web.api.guard.RouteRoles;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RouteRolesTest {
  private final RouteRoles roles = new RouteRoles(List.of("/api/v1/echo/say"));

  @Test
  void a_server_with_a_route_that_names_no_role_does_not_start() {
    assertThatThrownBy(() -> roles.check(List.of("GET /healthz", "GET /api/v1/new")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("GET /api/v1/new")
        .hasMessageNotContaining("healthz");
  }

  @Test
  void the_methods_of_a_path_are_known() {
    assertThat(roles.methods("/api/v1/tasks")).containsExactly("GET", "POST");
    assertThat(roles.methods("/api/v1/task/1")).containsExactly("DELETE", "PATCH");
    assertThat(roles.methods("/api/v1/echo/say")).containsExactly("POST");
    assertThat(roles.methods("/")).containsExactly("GET");
    for (String none : List.of("/api/v1", "/api/v1/tasks/a/b", "", "/api//tasks")) {
      assertThat(roles.methods(none)).as(none).isEmpty();
    }
  }

  @Test
  void submissions_of_every_task_type_and_heads_of_what_can_be_read_are_known() {
    assertThatCode(() -> roles.check(List.of("POST /api/v1/echo/say", "HEAD /api/v1/tasks")))
        .doesNotThrowAnyException();
  }
}
