package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists nodes. */
@Command(name = "list", description = "List the nodes that share the database.")
final class NodesListCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return list(remote);
  }

  /** Prints every node. */
  static int list(RemoteOptions remote) {
    return remote.printAll(remote.client().get("/api/v1/nodes"), "nodes", NodesListCommand::line);
  }

  /** For example {@code node-a active gpu,cpu 2 of 10 running seen 0.4 s ago http://…}. */
  static String line(JsonNode node) {
    List<String> labels = new ArrayList<>();
    node.path("labels").forEach(label -> labels.add(label.asText()));
    return String.format(
        Locale.ROOT,
        "%-24s %-9s %-8s %3d of %d running  seen %.1f s ago  %s",
        node.path("name").asText(),
        node.path("state").asText(),
        String.join(",", labels),
        node.path("running").asInt(),
        node.path("slots").asInt(),
        node.path("heartbeat_age_s").asDouble(),
        node.path("url").asText(""));
  }
}
