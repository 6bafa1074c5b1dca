package dev.aischeduler.db.node;

import java.time.Duration;
import java.util.List;

/**
 * What one look at the nodes showed.
 *
 * @param nodes every registered node
 * @param strays running jobs whose node is lost or not registered
 * @param databaseUp how long the database server has been up; long on H2, which does not tell
 */
public record Look(List<Node> nodes, List<RunningJob> strays, Duration databaseUp) {}
