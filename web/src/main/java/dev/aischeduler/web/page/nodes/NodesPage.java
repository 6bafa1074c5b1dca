package dev.aischeduler.web.page.nodes;

import dev.aischeduler.engine.node.Nodes;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.view.NodeState;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The nodes. */
public final class NodesPage implements Resource {
  private final PageRenderer renderer;
  private final Nodes nodes;

  /** The page over this service. */
  public NodesPage(PageRenderer renderer, Nodes nodes) {
    this.renderer = renderer;
    this.nodes = nodes;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Section.NODES.path(), renderer.page(Section.NODES, "nodes.jte", this::view));
  }

  private NodesView view(Context ctx) {
    return new NodesView(nodes.list().stream().map(NodeState::of).toList(), nodes.servers());
  }
}
