package dev.aischeduler.web.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.app.NodeProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests for Kubernetes against the schemas of Kubernetes and KEDA. */
final class KubernetesSchemaTest {
  /** A file of kustomize, which is no resource of a cluster. */
  private static final String KUSTOMIZATION = "Kustomization";

  @TempDir Path folder;

  @Test
  void every_resource_is_one_that_the_cluster_takes() throws Exception {
    ArrayNode entries = Json.mapper().createArrayNode();
    for (String file : KubernetesManifests.files()) {
      for (JsonNode resource : KubernetesManifests.documents(file)) {
        if (!resource.path("kind").asText().equals(KUSTOMIZATION)) {
          add(
              entries,
              file + " " + resource.path("kind").asText() + " " + entries.size(),
              resource);
        }
      }
    }
    assertThat(entries.findValuesAsText("kind"))
        .contains("Deployment", "Service", "PodDisruptionBudget", "ScaledObject");
    // and that the check finds what is wrong
    Set<String> wrong = addWrong(entries);
    Map<String, JsonNode> results = check(entries);
    assertThat(results).hasSize(entries.size());
    results.forEach(
        (name, result) -> {
          if (wrong.contains(name)) {
            assertThat(result.path("problems")).as(name).isNotEmpty();
          } else {
            assertThat(result.path("problems")).as(name).isEmpty();
          }
        });
  }

  private static Set<String> addWrong(ArrayNode entries) throws Exception {
    JsonNode deployment = KubernetesManifests.documents("base/api.yaml").get(0);
    ObjectNode text = deployment.deepCopy();
    ((ObjectNode) text.path("spec")).put("replicas", "3");
    add(entries, "a text for a number", text);
    ObjectNode missing = deployment.deepCopy();
    ((ObjectNode) missing.path("spec")).remove("selector");
    add(entries, "no selector", missing);
    ObjectNode unknown = deployment.deepCopy();
    ((ObjectNode) unknown.at("/spec/template/spec/containers/0/readinessProbe/httpGet"))
        .put("pth", "/readyz");
    add(entries, "an unknown field", unknown);
    ObjectNode scaler = KubernetesManifests.documents("keda/scalers.yaml").get(0).deepCopy();
    ((ObjectNode) scaler.path("spec")).put("maxReplicas", 4);
    add(entries, "a scaler with an unknown field", scaler);
    return Set.of(
        "a text for a number", "no selector", "an unknown field", "a scaler with an unknown field");
  }

  private static void add(ArrayNode entries, String name, JsonNode resource) {
    entries.addObject().put("name", name).set("resource", resource);
  }

  private Map<String, JsonNode> check(ArrayNode entries) throws Exception {
    Path file = folder.resolve("resources.json");
    Files.write(file, Json.mapper().writeValueAsBytes(entries));
    return new NodeProject("kubernetes", "check.mjs").run(file.toString());
  }
}
