package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Asks any server to drain or resume a node. */
final class NodeSteering {
  private NodeSteering() {}

  /**
   * Asks, and prints the node as it is then.
   *
   * @param action {@code drain} or {@code resume}
   */
  static int ask(RemoteOptions remote, String name, String action) {
    String path = "/api/v1/nodes/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/" + action;
    JsonNode node = remote.client().post(path, null, Map.of());
    return remote.print(node, NodesListCommand::line);
  }
}
