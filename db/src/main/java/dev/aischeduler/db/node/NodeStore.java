package dev.aischeduler.db.node;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Table {@code node} as users see and control it. Thread-safe. */
public final class NodeStore {
  private final Jdbi jdbi;
  private final Dialect dialect;

  public NodeStore(Database database) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
  }

  /** Every registered node by name. */
  public List<Node> list() {
    return jdbi.withHandle(
        h ->
            h.createQuery(NodeSql.selectNodes(dialect))
                .map((row, context) -> Node.map(row))
                .list());
  }

  /** Running jobs of each node by lane (job_status_idx); what has none is absent. */
  public Map<String, Map<TaskType, Integer>> running() {
    Map<String, Map<TaskType, Integer>> counts = new HashMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    """
                    SELECT node, lane, count(*) AS jobs FROM job
                     WHERE status = 'running' AND node IS NOT NULL GROUP BY node, lane""")
                .map((row, c) -> new Running(row.getString(1), row.getString(2), row.getInt(3)))
                .forEach(r -> r.addTo(counts)));
    return counts;
  }

  private record Running(String node, String lane, int jobs) {
    void addTo(Map<String, Map<TaskType, Integer>> counts) {
      counts.computeIfAbsent(node, n -> new LinkedHashMap<>()).put(new TaskType(lane), jobs);
    }
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
