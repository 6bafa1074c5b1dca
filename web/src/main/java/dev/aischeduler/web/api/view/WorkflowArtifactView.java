package dev.aischeduler.web.api.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.artifact.Artifact;

/**
 * A file of a workflow itself.
 *
 * @param size bytes
 * @param sha256 hex digest of the content
 * @param url path to download it from this server
 */
public record WorkflowArtifactView(
    String name, String mediaType, long size, String sha256, String url) {

  /** The view of a stored artifact. */
  public static WorkflowArtifactView of(Artifact artifact) {
    return new WorkflowArtifactView(
        artifact.name(),
        artifact.mediaType(),
        artifact.size(),
        artifact.sha256(),
        url(artifact.jobId().toString(), artifact.name()));
  }

  private static String url(String run, String name) {
    return "/api/v1/workflows/" + run + "/artifacts/" + name;
  }

  /** Outputs, with the path of each artifact of the workflow. */
  public static JsonNode withUrls(JsonNode value) {
    if (value.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      value.forEach(each -> list.add(withUrls(each)));
      return list;
    }
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(e -> object.set(e.getKey(), withUrls(e.getValue())));
      if (value.path("run_id").isTextual() && value.path("name").isTextual()) {
        object.put("url", url(value.path("run_id").asText(), value.path("name").asText()));
      }
      return object;
    }
    return value;
  }
}
