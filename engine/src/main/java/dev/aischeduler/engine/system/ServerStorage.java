package dev.aischeduler.engine.system;

import java.util.concurrent.atomic.AtomicReference;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.ThreadSafeStorageProvider;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr's storage of one node's server. JobRunr removes the record of a server that it stops
 * before the server's last heartbeat has ended; that heartbeat then finds no record, takes this for
 * an unrecoverable error, or for a verdict of other servers, and may even start the server again.
 * Here the record stays until the server has stopped. Thread-safe.
 */
final class ServerStorage extends ThreadSafeStorageProvider {
  private volatile boolean stopping;
  private final AtomicReference<@Nullable BackgroundJobServerStatus> stopped =
      new AtomicReference<>();

  ServerStorage(StorageProvider storage) {
    super(storage);
  }

  /** Stops the server, and removes its record when nothing of it runs any more. */
  void whileKept(Runnable stop) {
    stopping = true;
    try {
      stop.run();
    } finally {
      stopping = false;
      BackgroundJobServerStatus record = stopped.getAndSet(null);
      if (record != null) {
        super.signalBackgroundJobServerStopped(record);
      }
    }
  }

  @Override
  public void signalBackgroundJobServerStopped(BackgroundJobServerStatus record) {
    if (stopping) {
      stopped.set(record);
    } else {
      super.signalBackgroundJobServerStopped(record);
    }
  }
}
