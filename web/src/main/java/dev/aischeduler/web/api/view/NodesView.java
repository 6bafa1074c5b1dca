package dev.aischeduler.web.api.view;

import java.util.List;

/** Every node that shares the database. */
public record NodesView(List<NodeState> nodes) {}
