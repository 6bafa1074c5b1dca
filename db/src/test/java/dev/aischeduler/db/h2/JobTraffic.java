package dev.aischeduler.db.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Jobs that are inserted, claimed and finished, each change a commit with its history. */
public record JobTraffic(DataSource database, AtomicLong sequence) {
  private static final String INSERT =
      """
      INSERT INTO job (id, type, lane, resource, priority, sort_key, status, progress, attempt,
                       max_attempts, fencing_token, request, tenant, tags, created_at, timeout_s)
      VALUES (?, 'llm', 'llm', 'gpu', 7, ?, 'queued', 0, 0, 3, 0,
              '{"prompt":"Say hello to the world","max_tokens":1}', 'default', '',
              CURRENT_TIMESTAMP, 600)
      """;
  private static final String CLAIM =
      """
      UPDATE job SET status = 'running', attempt = 1, fencing_token = 1, node = 'node-1',
                     started_at = CURRENT_TIMESTAMP
       WHERE id = ?
      """;
  private static final String FINISH =
      """
      UPDATE job SET status = 'succeeded', progress = 1, finished_at = CURRENT_TIMESTAMP,
                     result = '{"text":"Hello","finish_reason":"length"}'
       WHERE id = ?
      """;
  private static final String EVENT =
      "INSERT INTO job_event (job_id, at, kind, data) VALUES (?, CURRENT_TIMESTAMP, ?, '{}')";

  /** Jobs numbered from 1. */
  public JobTraffic(DataSource database) {
    this(database, new AtomicLong());
  }

  /** Runs jobs to their end; nanoseconds that it took. */
  long run(int jobs, int threads) {
    long began = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        all.add(CompletableFuture.runAsync(() -> runSome(jobs / threads), pool));
      }
      all.forEach(CompletableFuture::join);
    } finally {
      pool.shutdown();
    }
    return System.nanoTime() - began;
  }

  private void runSome(int jobs) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < jobs; i++) {
        runOne(connection);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One job from its submission to its end, in three commits; its number. */
  public long runOne(Connection connection) throws SQLException {
    long number = sequence.incrementAndGet();
    UUID id = id(number);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, id);
      insert.setLong(2, number);
      insert.executeUpdate();
    }
    event(connection, id, "queued");
    change(connection, CLAIM, id, "running");
    change(connection, FINISH, id, "succeeded");
    return number;
  }

  /** Ids that grow with time, as the product's. */
  private static UUID id(long number) {
    long spread = number * 0x9E3779B97F4A7C1L;
    return new UUID((number << 16) | 0x7000, 0x8000000000000000L | (spread >>> 2));
  }

  private static void change(Connection connection, String sql, UUID id, String kind)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, id);
      update.executeUpdate();
    }
    event(connection, id, kind);
  }

  private static void event(Connection connection, UUID id, String kind) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(EVENT)) {
      insert.setObject(1, id);
      insert.setString(2, kind);
      insert.executeUpdate();
    }
    connection.commit();
  }
}
