package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.Outage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.ServerTimedOutException;
import org.jobrunr.storage.StorageProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JobRunr's storage that outlives a database outage, where a stock job server stops for good:
 * heartbeats are skipped and work calls wait for the database. JobRunr's own hunt for lost servers
 * and orphans is off: it compares the clocks of nodes, where {@code engine.node} counts missed
 * heartbeats. A proxy over the interface, because the poll interval check of the base class is
 * final and new interface methods then need no code here. Thread-safe.
 */
public final class ResilientStorage implements InvocationHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ResilientStorage.class);
  private static final long MAX_WAIT_MS = 1000;
  private static final int GRACE_POLLS = 5;

  private final StorageProvider storage;
  private final Clock clock;
  private final Duration grace;
  private volatile Instant lastOutage = Instant.EPOCH;
  private volatile @Nullable UUID lastMaster;
  private volatile boolean closed;

  private ResilientStorage(StorageProvider storage, Clock clock, Duration poll) {
    this.storage = storage;
    this.clock = clock;
    this.grace = poll.multipliedBy(GRACE_POLLS);
  }

  /** Wraps a storage for servers that poll at this interval. */
  public static StorageProvider wrap(StorageProvider storage, Clock clock, Duration poll) {
    return (StorageProvider)
        Proxy.newProxyInstance(
            ResilientStorage.class.getClassLoader(),
            new Class<?>[] {StorageProvider.class},
            new ResilientStorage(storage, clock, poll));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    String name = method.getName();
    if (name.equals("validatePollInterval")) {
      return null;
    }
    if (name.equals("close")) {
      closed = true;
    }
    if (name.equals("removeTimedOutBackgroundJobServers")) {
      return 0;
    }
    if (isOrphanHunt(name, arguments)) {
      return List.of();
    }
    long wait = 50;
    while (true) {
      try {
        Object result = method.invoke(storage, arguments);
        if (name.equals("getLongestRunningBackgroundJobServerId")) {
          lastMaster = (UUID) result;
        }
        return result;
      } catch (InvocationTargetException e) {
        Throwable error = e.getCause();
        if (error instanceof ServerTimedOutException && name.endsWith("ServerAlive")) {
          // another server removed us during an outage or a freeze: enlist again
          storage.announceBackgroundJobServer((BackgroundJobServerStatus) arguments[0]);
          return true;
        }
        if (closed || !Outage.causedBy(error)) {
          throw error;
        }
        outage(name, error);
        switch (name) {
          case "signalBackgroundJobServerAlive" -> {
            return true;
          }
          case "signalBackgroundJobServerStopped", "saveMetadata" -> {
            return null;
          }
          case "getLongestRunningBackgroundJobServerId" -> {
            if (lastMaster != null) {
              return lastMaster;
            }
          }
          default -> {}
        }
        Thread.sleep(wait);
        wait = Math.min(MAX_WAIT_MS, wait * 2);
      }
    }
  }

  private void outage(String call, @Nullable Throwable error) {
    Instant now = clock.instant();
    if (!inGrace()) {
      LOG.warn("database is away during {}: {}; waiting for it", call, String.valueOf(error));
    }
    lastOutage = now;
  }

  private boolean inGrace() {
    return clock.instant().isBefore(lastOutage.plus(grace));
  }

  private static boolean isOrphanHunt(String name, @Nullable Object[] arguments) {
    return name.equals("getJobList")
        && arguments.length == 3
        && arguments[0] == StateName.PROCESSING;
  }
}
