package dev.aischeduler.web.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the nodes that share the database, drains and resumes them. */
@Command(
    name = "nodes",
    description = "List the nodes that share the database.",
    subcommands = {NodesCommand.All.class, NodesCommand.Drain.class, NodesCommand.Resume.class})
public final class NodesCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/nodes";
  private static final Columns COLUMNS =
      new Columns(
          List.of("NODE", "STATE", "LABELS", "RUNNING", "SLOTS", "SEEN", "URL"),
          NodesCommand::cells);

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return list(remote);
  }

  private static int list(RemoteOptions remote) {
    return remote.printAll(remote.client().get(PATH), "nodes", COLUMNS);
  }

  private static List<String> cells(JsonNode node) {
    List<String> labels = new ArrayList<>();
    node.path("labels").forEach(label -> labels.add(label.asText()));
    return List.of(
        Columns.text(node, "name"),
        Columns.text(node, "state"),
        String.join(",", labels),
        Columns.text(node, "running"),
        Columns.text(node, "slots"),
        String.format(Locale.ROOT, "%.1f s ago", node.path("heartbeat_age_s").asDouble()),
        Columns.text(node, "url"));
  }

  private static int change(RemoteOptions remote, String name, String action) {
    String path = PATH + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/" + action;
    return remote.print(remote.client().post(path, null, Map.of()), COLUMNS);
  }

  /** Lists nodes. */
  @Command(name = "list", description = "List the nodes; the same as nodes alone.")
  static final class All implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Override
    public Integer call() {
      return list(remote);
    }
  }

  /** Lets a node start no more jobs. */
  @Command(name = "drain", description = "Start no more jobs on a node; running ones continue.")
  static final class Drain implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "NODE", description = "Name of the node.")
    private String name = "";

    @Override
    public Integer call() {
      return change(remote, name, "drain");
    }
  }

  /** Lets a node start jobs again. */
  @Command(name = "resume", description = "Start jobs on a node again.")
  static final class Resume implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "NODE", description = "Name of the node.")
    private String name = "";

    @Override
    public Integer call() {
      return change(remote, name, "resume");
    }
  }
}
