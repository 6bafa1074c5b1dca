package dev.aischeduler.engine.system;

import java.util.Arrays;
import org.jobrunr.server.ServerZooKeeper;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.ThreadSafeStorageProvider;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr's storage of one node's server. JobRunr stops a server without waiting for its heartbeat:
 * one that is under way then finds the server's record removed, or its own timers closed, takes
 * this for an unrecoverable error or for a verdict of other servers, and may even start the server
 * again. Here the removal of the record, which a stop does before it closes the timers, waits for
 * the heartbeat. Thread-safe.
 */
final class ServerStorage extends ThreadSafeStorageProvider {
  /** Where the heartbeats of the server run. */
  private volatile @Nullable Thread heartbeats;

  ServerStorage(StorageProvider storage) {
    super(storage);
  }

  @Override
  public void announceBackgroundJobServer(BackgroundJobServerStatus record) {
    heartbeats = Thread.currentThread();
    super.announceBackgroundJobServer(record);
  }

  @Override
  public boolean signalBackgroundJobServerAlive(BackgroundJobServerStatus record) {
    heartbeats = Thread.currentThread();
    return super.signalBackgroundJobServerAlive(record);
  }

  @Override
  public void signalBackgroundJobServerStopped(BackgroundJobServerStatus record) {
    Patience.await(() -> !isUnderWay(heartbeats));
    super.signalBackgroundJobServerStopped(record);
  }

  /** What a heartbeat does last calls no storage, so that only its stack tells. */
  private static boolean isUnderWay(@Nullable Thread thread) {
    return thread != null
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(ServerZooKeeper.class.getName()));
  }
}
