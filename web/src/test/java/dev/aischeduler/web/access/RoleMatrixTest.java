package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every role on every route of openapi.yaml. */
final class RoleMatrixTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static SecuredApp app;
  private static final Map<Role, String> OF_TENANT = new EnumMap<>(Role.class);
  private static final Map<Role, String> OF_ALL = new EnumMap<>(Role.class);
  private static String revoked;

  @BeforeAll
  static void start() {
    app = new SecuredApp(Dialect.H2, Map.of());
    for (Role role : Role.values()) {
      OF_TENANT.put(role, app.secret(role.wireName(), "tenant", "default"));
    }
    OF_ALL.put(Role.OPERATOR, app.secret("operator"));
    OF_ALL.put(Role.ADMIN, app.secret("admin"));
    JsonNode key = app.key("admin");
    app.http().post("/api/v1/keys/" + key.path("id").asText() + "/revoke");
    revoked = key.path("secret").asText();
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  /**
   * An operation of the contract.
   *
   * @param role {@code x-role}
   */
  record Operation(String method, String path, String role, boolean whole) {
    String route() {
      return method + " " + path;
    }

    /** The path with names of nothing that there is. */
    String example() {
      return path.replaceAll("\\{\\w*id\\w*}", UUID.randomUUID().toString())
          .replaceAll("\\{\\w+}", "none-" + UUID.randomUUID());
    }
  }

  static Stream<Operation> operations() throws IOException {
    try (InputStream in = RoleMatrixTest.class.getResourceAsStream("/openapi.yaml")) {
      JsonNode paths = new YAMLMapper().readTree(Objects.requireNonNull(in)).path("paths");
      return paths.properties().stream()
          .flatMap(
              path ->
                  path.getValue().properties().stream()
                      .filter(operation -> METHODS.contains(operation.getKey()))
                      .map(
                          operation ->
                              new Operation(
                                  operation.getKey().toUpperCase(Locale.ROOT),
                                  path.getKey(),
                                  operation.getValue().path("x-role").asText(),
                                  operation.getValue().path("x-all-tenants").asBoolean())))
          .filter(operation -> served(operation.route()))
          .toList()
          .stream();
    }
  }

  /**
   * Previews are served for types whose handlers can tell; the scripted ones cannot. A login
   * without a key answers 401 to everybody.
   */
  private static boolean served(String route) {
    boolean preview = route.endsWith("/preview");
    return !route.equals("POST /login")
        && (!preview || app.app().application().endpoints().contains(route));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_route_answers_the_roles_that_the_contract_names_and_no_others(Operation operation) {
    String path = operation.example();
    boolean open = operation.role().equals("open");
    assertThat(denied(operation, path, "")).as("without a key").isEqualTo(!open);
    assertThat(denied(operation, path, revoked)).as("revoked").isEqualTo(!open);
    for (Role role : Role.values()) {
      boolean enough = open || role.includes(Role.of(operation.role()).orElseThrow());
      assertThat(denied(operation, path, Objects.requireNonNull(OF_TENANT.get(role))))
          .as(role + " of a tenant")
          .isEqualTo(!enough || operation.whole());
      if (OF_ALL.containsKey(role)) {
        assertThat(denied(operation, path, Objects.requireNonNull(OF_ALL.get(role))))
            .as(role + " of all")
            .isEqualTo(!enough);
      }
    }
  }

  private static boolean denied(Operation operation, String path, String secret) {
    int status = app.status(operation.method(), path, secret);
    assertThat(status).as(operation.route()).isLessThan(500);
    // wrong keys that come too often are told to wait
    return status == 401 || status == 403 || status == 429;
  }

  @Test
  void the_table_of_roles_says_what_the_contract_says() throws IOException {
    operations()
        .forEach(
            operation -> {
              var access = app.app().application().access(operation.route()).orElseThrow();
              assertThat(access.open() ? "open" : access.role().wireName())
                  .as(operation.route())
                  .isEqualTo(operation.role());
              assertThat(access.whole()).as(operation.route()).isEqualTo(operation.whole());
            });
  }
}
