package dev.aischeduler.db.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.ChunkRewriter;
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
 * chunks they leave are used again, only when garbage exceeds a quarter of the content and {@value
 * #SLACK_MB} MB: seldom and in small steps, since a commit waits for a step. While it is idle, the
 * garbage is brought down to a quarter and the file made shorter.
 *
 * <p>The same thread refreshes {@link H2Statistics}.
 */
final class H2Compaction {
  private static final Logger LOG = LoggerFactory.getLogger(H2Compaction.class);
  private static final int SLACK_MB = 32;
  private static final long MB = 1 << 20;
  private static final long STEP_MS = 50;

  /** Time for the steps of one look, milliseconds. */
  private static final long BUSY_MS = 25;

  private static final long URGENT_MS = 200;

  /**
   * Bytes of live pages that one step moves. A commit waits for it, a few milliseconds; and the
   * chunk that it makes should fit where others were.
   */
  private static final int STEP = 256 << 10;

  private static final int LARGEST_STEP = 16 * STEP;
  private static final long MOVE_STEP = 16 * MB;
  private static final int IDLE_AFTER_LOOKS = 20;

  /** Writes between two steps that do not count as work, such as those of heartbeats. */
  private static final int IDLE_WRITES = 3;

  /** A file of this size is not worth an idle step. */
  private static final long SMALL = 4 * MB;

  private static final int IDLE_FILL_PERCENT = 75;

  /** Limit of each of the two parts of a stop, milliseconds. */
  private static final long STOP_MS = 2000;

  /** So much is written anew in less than two seconds. */
  private static final int REWRITE_UP_TO_MB = 32;

  private final H2Statistics statistics;
  private final MVStore store;
  private final RandomAccessStore file;
  private final ScheduledExecutorService thread;
  private long lastWrites;
  private int idleLooks;
  private boolean rested;
  private boolean failed;

  private H2Compaction(DataSource connections, MVStore store, RandomAccessStore file) {
    this.statistics = new H2Statistics(connections, store);
    this.store = store;
    this.file = file;
    this.lastWrites = file.getWriteCount();
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "h2-compaction");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.scheduleWithFixedDelay(this::step, STEP_MS, STEP_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts to manage the size of an open file.
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

  private void step() {
    try {
      if (!store.isClosed()) {
        statistics.refresh();
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
    long allowed = SLACK_MB * MB + liveBytes() * 5 / 4;
    boolean urgent = usedBytes() > allowed * 9 / 8;
    long until = until(urgent ? URGENT_MS : BUSY_MS);
    while (usedBytes() > allowed && System.nanoTime() < until) {
      rewrite(ChunkRewriter.rewritableFillPercent(file));
      store.commit();
    }
  }

  private void compactIdle(long ms) {
    long until = until(ms);
    while (!rested && file.size() > SMALL && System.nanoTime() < until) {
      long size = file.size();
      int fill = file.getFillRate();
      boolean moved = file.getChunksFillRate() < IDLE_FILL_PERCENT && rewrite(IDLE_FILL_PERCENT);
      store.commit();
      if (!moved) {
        // Also gives up chunks without a page that counts. Needs room, so it comes last.
        file.compactMoveChunks(IDLE_FILL_PERCENT, MOVE_STEP, store);
      }
      rested = !moved && file.size() >= size && file.getFillRate() <= fill;
    }
  }

  /**
   * Tries larger steps, since H2 does nothing when the chunk it likes best to empty has more pages.
   */
  private boolean rewrite(int fillPercent) {
    boolean done = false;
    for (int bytes = STEP; !done && bytes <= LARGEST_STEP; bytes *= 4) {
      done = ChunkRewriter.rewrite(store, bytes, fillPercent);
    }
    return done;
  }

  private static long until(long ms) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
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
