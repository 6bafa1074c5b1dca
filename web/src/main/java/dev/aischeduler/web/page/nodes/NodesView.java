package dev.aischeduler.web.page.nodes;

import dev.aischeduler.engine.node.ServerView;
import dev.aischeduler.web.api.view.NodeState;
import java.util.List;

/** Every node that shares the database, and its job servers. */
public record NodesView(List<NodeState> nodes, List<ServerView> servers) {}
