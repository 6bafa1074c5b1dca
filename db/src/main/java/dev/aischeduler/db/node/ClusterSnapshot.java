package dev.aischeduler.db.node;

import java.time.Duration;
import java.util.List;

/**
 * The nodes at one moment.
 *
 * @param nodes every registered node
 * @param orphans running jobs whose node is lost or not registered
 * @param databaseUp how long the database server has been up; long on H2, which does not report it
 */
public record ClusterSnapshot(List<Node> nodes, List<RunningJob> orphans, Duration databaseUp) {}
