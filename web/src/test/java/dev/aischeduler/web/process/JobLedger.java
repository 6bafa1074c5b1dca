package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the tables say about the jobs, read past the server. */
final class JobLedger {
  private static final String OPEN = "status IN ('scheduled', 'queued', 'running')";
  private static final String STATE = "kind = 'state' AND CAST(data AS json) ->> 'status' = ";

  private final PostgresServer database;

  JobLedger(PostgresServer database) {
    this.database = database;
  }

  long count(String condition) throws SQLException {
    return database.number("SELECT COUNT(*) FROM job WHERE " + condition);
  }

  private List<String> ids() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM job")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  /** Waits until no job is open. */
  void awaitAllEnded(Duration atMost) {
    await("the end of every job")
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> count(OPEN) == 0);
  }

  /** Exactly these jobs exist, each succeeded, with its result committed once. */
  void assertAllSucceededOnce(List<String> accepted) throws SQLException {
    int jobs = accepted.size();
    assertThat(ids()).containsExactlyInAnyOrderElementsOf(accepted);
    assertThat(count("status = 'succeeded' AND result IS NOT NULL"))
        .as("jobs that succeeded")
        .isEqualTo(jobs);
    assertThat(database.number("SELECT COUNT(*) FROM job_event WHERE " + STATE + "'succeeded'"))
        .as("commits")
        .isEqualTo(jobs);
    assertThat(
            database.number(
                "SELECT COUNT(DISTINCT job_id) FROM job_event WHERE " + STATE + "'succeeded'"))
        .as("jobs with a commit")
        .isEqualTo(jobs);
  }

  /**
   * Waits until every job that a dead node was running runs elsewhere, has ended, or waits in the
   * queue; returns the milliseconds this took.
   */
  long awaitPickUp(String deadNode, Duration atMost) {
    long start = System.nanoTime();
    await("the jobs of node " + deadNode)
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> count("status = 'running' AND node = '" + deadNode + "'") == 0);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** Jobs whose attempts differ from the starts in their history. */
  long wrongAttemptCounts() throws SQLException {
    return count(
        "attempt <> (SELECT COUNT(*) FROM job_event WHERE job_id = job.id AND "
            + STATE
            + "'running')");
  }

  /** Milliseconds from an instant to the first start of a job after it; -1 before there is one. */
  long firstStartMs(Instant after) throws SQLException {
    return database.number(
        "SELECT COALESCE(MIN(CAST(EXTRACT(EPOCH FROM at) * 1000 AS bigint)) - "
            + after.toEpochMilli()
            + ", -1) FROM job_event WHERE at > '"
            + after
            + "' AND "
            + STATE
            + "'running'");
  }
}
