package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.node.ServerView;
import java.util.List;

/** Job servers of every node that shares the database. */
public record ServersView(List<ServerView> servers) {}
