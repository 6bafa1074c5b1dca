package dev.aischeduler.web.api;

import dev.aischeduler.engine.node.Nodes;
import dev.aischeduler.engine.node.ServerView;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.view.NodeState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** The nodes that share the database, and their job servers; any of them answers for all. */
final class NodeResource implements Resource {
  /** Every node that shares the database. */
  record NodesReply(List<NodeState> nodes) {}

  /** Job servers of every node that shares the database. */
  record ServersReply(List<ServerView> servers) {}

  private static final String NODES = Paths.V1 + "/nodes";
  private final Nodes nodes;

  NodeResource(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(NODES, this::list);
    routes.get(
        Paths.V1 + "/servers", ctx -> Replies.json(ctx, 200, new ServersReply(nodes.servers())));
    routes.post(NODES + "/{name}/drain", ctx -> drain(ctx, true));
    routes.post(NODES + "/{name}/resume", ctx -> drain(ctx, false));
  }

  private void list(Context ctx) {
    var all = nodes.list().stream().map(NodeState::of).toList();
    Replies.json(ctx, 200, new NodesReply(all));
  }

  private void drain(Context ctx, boolean draining) {
    NodeState state =
        nodes
            .drain(ctx.pathParam("name"), draining)
            .map(NodeState::of)
            .orElseThrow(
                () ->
                    ApiException.notFound("no node has this name")
                        .remedy("GET " + NODES + " lists them"));
    Replies.json(ctx, 200, state);
  }
}
