package dev.aischeduler.db.workflow;

import dev.aischeduler.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Rows of table {@code workflow_step}. Thread-safe. */
public final class WorkflowStepStore {
  private final Jdbi jdbi;

  public WorkflowStepStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The steps of a run in their order (primary key); empty before its first turn. */
  public List<WorkflowStep> list(UUID run) {
    return jdbi.withHandle(h -> list(h, run));
  }

  private static List<WorkflowStep> list(Handle handle, UUID run) {
    return handle
        .createQuery("SELECT * FROM workflow_step WHERE run_id = :run ORDER BY place")
        .bind("run", run)
        .map((row, c) -> step(row))
        .list();
  }

  /**
   * How many steps of each run are in each state; runs without steps, and states of none, are left
   * out. By the primary key of workflow_step.
   *
   * @param runs some hundred at most
   */
  public Map<UUID, Map<StepState, Integer>> counts(Collection<UUID> runs) {
    Map<UUID, Map<StepState, Integer>> counts = new HashMap<>();
    if (runs.isEmpty()) {
      return counts;
    }
    jdbi.useHandle(
        h ->
            h.createQuery(
                    """
                    SELECT run_id, state, COUNT(*) AS steps FROM workflow_step
                     WHERE run_id IN (<runs>) GROUP BY run_id, state""")
                .bindList("runs", List.copyOf(runs))
                .map(
                    (row, c) ->
                        counts
                            .computeIfAbsent(
                                row.getObject("run_id", UUID.class),
                                x -> new EnumMap<>(StepState.class))
                            .put(StepState.of(row.getString("state")), row.getInt("steps")))
                .list());
    return counts;
  }

  /** Stores the steps of a run, unless they are there; returns those that are there then. */
  public List<WorkflowStep> begin(UUID run, List<WorkflowStep> steps) {
    return jdbi.inTransaction(
        h -> {
          // two turns of one run must not both find nothing
          h.createQuery("SELECT id FROM run WHERE id = :run FOR UPDATE")
              .bind("run", run)
              .mapTo(UUID.class)
              .findOne();
          List<WorkflowStep> known = list(h, run);
          if (!known.isEmpty()) {
            return known;
          }
          PreparedBatch insert =
              h.prepareBatch(
                  """
                  INSERT INTO workflow_step (run_id, step, place, kind, state, last_item)
                  VALUES (:run, :step, :place, :kind, 'waiting', 0)""");
          steps.forEach(
              s ->
                  insert
                      .bind("run", run)
                      .bind("step", s.step())
                      .bind("place", s.place())
                      .bind("kind", s.kind())
                      .add());
          insert.execute();
          return steps;
        });
  }

  /** Stores how far steps are; one that is over stays as it is. */
  public void save(Collection<WorkflowStep> steps) {
    if (steps.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          PreparedBatch update =
              h.prepareBatch(
                  """
                  UPDATE workflow_step SET state = :state, jobs = :jobs, error = :error,
                         result = :result, started_at = :started, finished_at = :finished
                   WHERE run_id = :run AND step = :step AND state IN ('waiting', 'running')""");
          for (WorkflowStep step : steps) {
            update
                .bind("state", step.state().wireName())
                .bind("jobs", step.jobs())
                .bind("error", step.error())
                .bind("result", step.result())
                .bind("started", step.startedAt())
                .bind("finished", step.finishedAt())
                .bind("run", step.runId())
                .bind("step", step.step())
                .add();
          }
          update.execute();
        });
  }

  /** The workflow was cancelled: steps that ran do so no more. */
  public void cancelRunning(UUID run, Instant now) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    UPDATE workflow_step SET state = 'cancelled', finished_at = :now
                     WHERE run_id = :run AND state = 'running'""")
                .bind("run", run)
                .bind("now", now)
                .execute());
  }

  /** Steps run again with the jobs that they have. */
  public void reopen(UUID run, Collection<String> steps) {
    if (steps.isEmpty()) {
      return;
    }
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    UPDATE workflow_step
                       SET state = CASE WHEN jobs IS NULL THEN 'waiting' ELSE 'running' END,
                           error = NULL, result = NULL, finished_at = NULL
                     WHERE run_id = :run AND step IN (<steps>)""")
                .bind("run", run)
                .bindList("steps", List.copyOf(steps))
                .execute());
  }

  /**
   * Steps begin anew.
   *
   * @param lastItem number of the last item that the run has had
   */
  public void reset(UUID run, Collection<String> steps, int lastItem) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    UPDATE workflow_step
                       SET state = 'waiting', jobs = NULL, error = NULL, result = NULL,
                           last_item = :last, started_at = NULL, finished_at = NULL
                     WHERE run_id = :run AND step IN (<steps>)""")
                .bind("run", run)
                .bind("last", lastItem)
                .bindList("steps", List.copyOf(steps))
                .execute());
  }

  private static WorkflowStep step(ResultSet row) throws SQLException {
    return new WorkflowStep(
        row.getObject("run_id", UUID.class),
        row.getString("step"),
        row.getInt("place"),
        row.getString("kind"),
        StepState.of(row.getString("state")),
        row.getObject("jobs", Integer.class),
        row.getString("error"),
        row.getString("result"),
        row.getInt("last_item"),
        instant(row, "started_at"),
        instant(row, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
