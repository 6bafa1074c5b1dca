package dev.aischeduler.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an open H2 file small, in place of H2's own background writer, which does not run with
 * {@code WRITE_DELAY=0}. Thread-safe; one background thread.
 *
 * <p>A commit writes the pages it changed as one chunk; the pages they replace stay in older chunks
 * as garbage. While the database is written to, pages that still count are written anew, and the
 * chunks they leave are used again, only when garbage exceeds half of the content and {@value
 * #SLACK_MB} MB: seldom and in small steps, since a commit waits for a step. While it is idle, the
 * garbage is brought down to a quarter and the file made shorter.
 *
 * <p>Also has H2 refresh the statistics of its planner: H2's own way reads pages without protection
 * from reuse.
 */
final class H2Compaction {
  private static final Logger LOG = LoggerFactory.getLogger(H2Compaction.class);
  private static final int SLACK_MB = 32;
  private static final long MB = 1 << 20;
  private static final long LOOK_MS = 50;

  /** Time for the steps of one look, milliseconds. */
  private static final long BUSY_MS = 25;

  private static final long URGENT_MS = 200;

  /** Bytes of live pages that one step moves: the longest wait of a commit, a few milliseconds. */
  private static final int BUSY_STEP = 256 << 10;

  private static final int URGENT_STEP = 1 << 20;
  private static final int IDLE_STEP = 2 << 20;
  private static final int IDLE_AFTER_LOOKS = 20;

  /** Writes between two looks that do not count as work, such as those of heartbeats. */
  private static final int IDLE_WRITES = 3;

  /** A file of this size is not worth an idle step. */
  private static final long SMALL = 4 * MB;

  private static final int IDLE_FILL_PERCENT = 75;
  private static final int FIRST_STATISTICS = 250;

  /** Limit of each of the two parts of a stop, milliseconds. */
  private static final long STOP_MS = 2000;

  /** So much is written anew in less than two seconds. */
  private static final int REWRITE_UP_TO_MB = 32;

  private final DataSource connections;
  private final MVStore store;
  private final RandomAccessStore file;
  private final ScheduledExecutorService thread;
  private long lastWrites;
  private int idleLooks;
  private boolean rested;
  private long statisticsStep = FIRST_STATISTICS;
  private long statisticsDue;
  private boolean failed;

  private H2Compaction(DataSource connections, MVStore store, RandomAccessStore file) {
    this.connections = connections;
    this.store = store;
    this.file = file;
    this.lastWrites = file.getWriteCount();
    this.statisticsDue = store.getCurrentVersion() + statisticsStep;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "h2-compaction");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts to look after an open file.
   *
   * @param connections of this process, to an open database
   * @return null for a file that cannot be written
   */
  static @Nullable H2Compaction start(DataSource connections) throws SQLException {
    MVStore store = store(connections);
    return !store.isReadOnly() && store.getFileStore() instanceof RandomAccessStore file
        ? new H2Compaction(connections, store, file)
        : null;
  }

  private static MVStore store(DataSource connections) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
      return session.getDatabase().getStore().getMvStore();
    }
  }

  /** Bytes that a compacted file needs, before compression; about a percent off. */
  long liveBytes() {
    return usedBytes() * file.getChunksFillRate() / 100;
  }

  private long usedBytes() {
    return file.size() * file.getFillRate() / 100;
  }

  private void look() {
    try {
      if (!store.isClosed()) {
        refreshStatistics();
        boolean quiet = file.getWriteCount() - lastWrites <= IDLE_WRITES;
        idleLooks = quiet ? idleLooks + 1 : 0;
        rested &= quiet;
        if (idleLooks > IDLE_AFTER_LOOKS) {
          compactIdle(URGENT_MS);
        } else {
          compactBusy();
        }
        lastWrites = file.getWriteCount();
      }
    } catch (Throwable e) {
      if (!failed && !store.isClosed()) {
        LOG.warn("Cannot compact the database; it may grow until the next start", e);
        failed = true;
      }
    }
  }

  /** Steps grow with the garbage, so that the file stays bounded whatever the load. */
  private void compactBusy() {
    long allowed = SLACK_MB * MB + liveBytes() * 3 / 2;
    boolean urgent = usedBytes() > allowed * 5 / 4;
    long until = until(urgent ? URGENT_MS : BUSY_MS);
    while (usedBytes() > allowed && System.nanoTime() < until) {
      store.compact(100, urgent ? URGENT_STEP : BUSY_STEP);
      store.commit();
    }
  }

  private void compactIdle(long ms) {
    long until = until(ms);
    while (!rested && file.size() > SMALL && System.nanoTime() < until) {
      long before = file.size();
      boolean moved = file.getChunksFillRate() < IDLE_FILL_PERCENT && store.compact(100, IDLE_STEP);
      store.commit();
      // Also gives up chunks without a page that counts.
      file.compactMoveChunks(IDLE_FILL_PERCENT, 2L * IDLE_STEP, store);
      rested = !moved && file.size() >= before;
    }
  }

  private static long until(long ms) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
  }

  /** As often as H2 does it: after some changes, then after twice as many, and so on. */
  private void refreshStatistics() throws SQLException {
    if (store.getCurrentVersion() < statisticsDue) {
      return;
    }
    MVStore.TxCounter pages = store.registerVersionUsage();
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE SAMPLE_SIZE 1000");
    } finally {
      store.deregisterVersionUsage(pages);
    }
    statisticsStep *= 2;
    statisticsDue = store.getCurrentVersion() + statisticsStep;
  }

  /**
   * Ends after the step that runs, if any, and makes a file shorter that is too large to be written
   * anew; takes at most a few seconds. Never interrupts: that would end H2's own waits.
   *
   * @return whether the file is much larger than its content, which is small enough to be written
   *     anew while a stop waits
   */
  boolean stop() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_MS, TimeUnit.MILLISECONDS) || store.isClosed()) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (file.size() < SMALL + 2 * liveBytes()) {
      return false;
    }
    if (liveBytes() < REWRITE_UP_TO_MB * MB) {
      return true;
    }
    try {
      rested = false;
      compactIdle(STOP_MS);
    } catch (RuntimeException e) {
      LOG.warn("The database could not be compacted at the stop: {}", e.toString());
    }
    return false;
  }
}
