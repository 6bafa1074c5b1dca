package dev.aischeduler.db.node;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Table {@code node} as people look at it and steer it. Thread-safe. */
public final class NodeStore {
  private final Jdbi jdbi;
  private final Dialect dialect;

  /** A store over the database. */
  public NodeStore(Database database) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
  }

  /** Every registered node by name. */
  public List<Node> list() {
    return jdbi.withHandle(
        h -> h.createQuery(NodeSql.look(dialect)).map((row, context) -> Node.map(row)).list());
  }

  /** Number of running jobs by node (job_status_idx); nodes without any are absent. */
  public Map<String, Integer> running() {
    Map<String, Integer> counts = new HashMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    """
                    SELECT node, count(*) AS jobs FROM job
                     WHERE status = 'running' AND node IS NOT NULL GROUP BY node""")
                .map((row, c) -> Map.entry(row.getString("node"), row.getInt("jobs")))
                .forEach(e -> counts.put(e.getKey(), e.getValue())));
    return counts;
  }

  /** Asks a node to start no more jobs, or to start them again; false for an unknown name. */
  public boolean setDraining(String name, boolean draining) {
    return jdbi.withHandle(
            h ->
                h.createUpdate("UPDATE node SET draining = :draining WHERE name = :name")
                    .bind("draining", draining)
                    .bind("name", name)
                    .execute())
        == 1;
  }
}
