package dev.aischeduler.db.node;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a node writes to and reads from table {@code node} with every heartbeat, on the connection
 * of its lease. All times are the database's. Thread-safe.
 */
public final class NodeRegistry {
  private static final Duration LONG = Duration.ofDays(365);

  private static final String REGISTER =
      """
      INSERT INTO node (name, labels, version, started_at, heartbeat_at, incarnation, host, pid,
                        url, slots, lanes, draining, lost_at)
      VALUES (?, ?, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, ?, ?, ?, ?, ?, ?, ?, NULL)""";

  /** One statement, so that a request to drain or to go on is not lost beside it. */
  private static final String REJOIN =
      """
      UPDATE node SET incarnation = ?, heartbeat_at = CURRENT_TIMESTAMP, lost_at = NULL
       WHERE name = ?""";

  private static final String BEAT =
      """
      UPDATE node SET heartbeat_at = CURRENT_TIMESTAMP, version = ?, url = ?
       WHERE name = ? AND incarnation = ? AND lost_at IS NULL""";

  /** Only while no heartbeat came since: of several nodes that notice, one wins. */
  private static final String DECLARE_DEAD =
      """
      UPDATE node SET lost_at = CURRENT_TIMESTAMP
       WHERE name = ? AND incarnation = ? AND heartbeat_at = ? AND lost_at IS NULL""";

  /** Nodes that were declared dead longer ago are of no interest to anyone. */
  private static final String FORGET =
      "DELETE FROM node WHERE lost_at < CURRENT_TIMESTAMP - INTERVAL '1' DAY";

  /** job_status_idx; running jobs are few. */
  private static final String ORPHANS =
      """
      SELECT j.id, j.lane, j.node, j.fencing_token
        FROM job j LEFT JOIN node n ON n.name = j.node
       WHERE j.status = 'running' AND (n.name IS NULL OR n.lost_at IS NOT NULL)""";

  /** job_status_idx; running jobs are few. */
  private static final String RUNNING =
      "SELECT id, lane, node, fencing_token FROM job WHERE status = 'running' AND node = ?";

  private final NodeLease lease;
  private final Dialect dialect;

  public NodeRegistry(NodeLease lease, Dialect dialect) {
    this.lease = lease;
    this.dialect = dialect;
  }

  /**
   * Writes the row of a node in place of an earlier one of its name.
   *
   * @param keepDraining true when the node continues after it was declared dead: what users asked
   *     it to do still holds
   */
  public void register(Registration node, boolean keepDraining) {
    lease.call(
        on -> {
          if (keepDraining && update(on, REJOIN, node.incarnation(), node.name()) == 1) {
            return 1;
          }
          update(on, FORGET);
          update(on, "DELETE FROM node WHERE name = ?", node.name());
          return update(
              on,
              REGISTER,
              node.name(),
              String.join(",", node.labels()),
              node.version(),
              node.incarnation(),
              node.host(),
              node.pid(),
              node.url(),
              node.slots(),
              LaneSlots.join(node.lanes()),
              false);
        });
  }

  /** Shows that the node lives; false when it was declared dead, or another took its name. */
  public boolean beat(Registration node) {
    return lease.call(
        on -> update(on, BEAT, node.version(), node.url(), node.name(), node.incarnation()) == 1);
  }

  /** Every node, and the running jobs that no living node runs. */
  public ClusterSnapshot snapshot() {
    return lease.call(
        on -> {
          List<Node> nodes = new ArrayList<>();
          Duration up = LONG;
          try (PreparedStatement select = on.prepareStatement(NodeSql.selectNodes(dialect));
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              nodes.add(Node.map(rows));
              OffsetDateTime started = rows.getObject("database_started_at", OffsetDateTime.class);
              if (started != null) {
                up = Duration.between(started, rows.getObject("seen_at", OffsetDateTime.class));
              }
            }
          }
          return new ClusterSnapshot(nodes, running(on, ORPHANS), up);
        });
  }

  /** Declares a silent node dead; false when it beat meanwhile, or another node was quicker. */
  public boolean declareDead(Node node) {
    return lease.call(
        on ->
            update(
                    on,
                    DECLARE_DEAD,
                    node.name(),
                    node.incarnation(),
                    node.heartbeatAt().atOffset(ZoneOffset.UTC))
                == 1);
  }

  /** Jobs marked as running on a node. */
  public List<RunningJob> runningOn(String node) {
    return lease.call(on -> running(on, RUNNING, node));
  }

  /** Takes the row of a node that ends in order away. */
  public void leave(Registration node) {
    lease.call(
        on ->
            update(
                on,
                "DELETE FROM node WHERE name = ? AND incarnation = ?",
                node.name(),
                node.incarnation()));
  }

  private static List<RunningJob> running(Connection on, String sql, Object... values)
      throws SQLException {
    List<RunningJob> jobs = new ArrayList<>();
    try (PreparedStatement select = on.prepareStatement(sql)) {
      bind(select, values);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          jobs.add(
              new RunningJob(
                  rows.getObject(1, UUID.class),
                  new TaskType(rows.getString(2)),
                  rows.getString(3),
                  rows.getLong(4)));
        }
      }
    }
    return jobs;
  }

  private static int update(Connection on, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = on.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
