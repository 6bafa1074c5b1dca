package dev.aischeduler.web.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.loading.ResolvedSettings;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manifests for Kubernetes say, against the product. */
final class KubernetesFilesTest {
  private static final Path CONFIGURATION =
      ComposeFile.HOME.resolve("config/container/config.json");

  /** Figures of the product, in queries. */
  private static final Pattern FIGURE = Pattern.compile("ai_scheduler_\\w+");

  private static JsonNode deployment(String component) throws IOException {
    return KubernetesManifests.documents("base/" + component + ".yaml").get(0);
  }

  private static JsonNode container(String component) throws IOException {
    return deployment(component).at("/spec/template/spec/containers/0");
  }

  /** Settings of a node, its secrets in files of a folder. */
  private static ResolvedSettings settings(String component, Path secrets) throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode literal :
        KubernetesManifests.documents("base/kustomization.yaml")
            .get(0)
            .at("/configMapGenerator/0/literals")) {
      String[] parts = literal.asText().split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    for (JsonNode variable : container(component).path("env")) {
      environment.put(
          variable.path("name").asText(),
          variable
              .path("value")
              .asText("pod-1")
              .replace("/run/secrets/ai-scheduler", secrets.toString()));
    }
    return new SettingsLoader(ShippedTasks.types(), environment, secrets, new Machine(2, "machine"))
        .load(CONFIGURATION, List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "speech", "model"})
  void nodes_get_settings_that_the_product_takes(String component, @TempDir Path secrets)
      throws IOException {
    Files.writeString(secrets.resolve("database_password"), "the-password");
    Files.writeString(secrets.resolve("api_key"), "the-key-of-the-api");
    ResolvedSettings resolved = settings(component, secrets);
    assertThat(resolved.warnings()).isEmpty();
    Settings settings = resolved.settings();
    assertThat(settings.database().password()).isEqualTo("the-password");
    assertThat(settings.security().apiKey()).isEqualTo("the-key-of-the-api");
    assertThat(settings.node().name()).isEqualTo("pod-1");
    assertThat(settings.artifacts().store()).isNotEqualTo("file");
    assertThat(container(component).at("/ports/0/containerPort").asInt())
        .isEqualTo(settings.server().port());
    int stop = container(component).at("/lifecycle/preStop/exec/command/1").asInt();
    assertThat(
            deployment(component).at("/spec/template/spec/terminationGracePeriodSeconds").asInt())
        .isGreaterThan(stop + settings.server().drainS());
  }

  @Test
  void the_nodes_serve_every_lane_and_the_api_none() throws IOException {
    Set<String> labels = new HashSet<>();
    for (String component : List.of("api", "speech", "model")) {
      labels.add(container(component).at("/env/0/value").asText());
    }
    assertThat(labels)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(ShippedTasks.types().labels().stream(), Stream.of(Settings.Node.NO_JOBS))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "speech", "model"})
  void nodes_are_hardened_probed_and_disrupted_one_at_a_time(String component) throws IOException {
    JsonNode container = container(component);
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    // the user of the image
    assertThat(ComposeFile.text("Dockerfile"))
        .contains(
            "USER " + deployment(component).at("/spec/template/spec/securityContext/runAsUser"));
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/healthz");
    assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
    JsonNode budget = KubernetesManifests.documents("base/" + component + ".yaml").get(1);
    assertThat(budget.path("kind").asText()).isEqualTo("PodDisruptionBudget");
    assertThat(budget.at("/spec/selector")).isEqualTo(deployment(component).at("/spec/selector"));
  }

  @Test
  void the_scalers_name_deployments_lanes_and_figures_that_there_are() throws IOException {
    String alerts = ComposeFile.text("docs/operations.md");
    for (JsonNode scaler : KubernetesManifests.documents("keda/scalers.yaml")) {
      String target = scaler.at("/spec/scaleTargetRef/name").asText();
      JsonNode deployment = deployment(target.replace("ai-scheduler-", ""));
      assertThat(deployment.at("/metadata/name").asText()).isEqualTo(target);
      // set by the scaler alone
      assertThat(deployment.at("/spec/replicas").isMissingNode()).isTrue();
      for (JsonNode trigger : scaler.at("/spec/triggers")) {
        String query = trigger.at("/metadata/query").asText();
        assertThat(FIGURE.matcher(query).results().map(figure -> figure.group()))
            .isNotEmpty()
            .allMatch(alerts::contains);
        assertThat(ShippedTasks.types().all())
            .anyMatch(type -> query.contains("lane=\"" + type.wireName() + "\""));
      }
    }
  }

  @Test
  void every_resource_that_is_named_is_there() throws IOException {
    for (String folder : List.of("base", "keda")) {
      for (JsonNode resource :
          KubernetesManifests.documents(folder + "/kustomization.yaml").get(0).path("resources")) {
        assertThat(KubernetesManifests.FOLDER.resolve(folder).resolve(resource.asText())).exists();
      }
    }
    assertThat(KubernetesManifests.documents("base/service.yaml").get(0).at("/spec/selector"))
        .isEqualTo(deployment("api").at("/spec/selector/matchLabels"));
    assertThat(
            KubernetesManifests.documents("base/models.yaml").get(0).at("/metadata/name").asText())
        .isEqualTo("ai-scheduler-models");
  }
}
