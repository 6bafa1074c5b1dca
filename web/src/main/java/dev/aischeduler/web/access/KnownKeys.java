package dev.aischeduler.web.access;

import dev.aischeduler.db.access.ApiKey;
import dev.aischeduler.db.access.ApiKeyStore;
import dev.aischeduler.db.failure.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that were used lately at this node, so that a request asks the database for none.
 * Thread-safe.
 *
 * <p>Invariant: nothing older than a second is trusted. A thread reads the keys anew before that;
 * while it cannot, because the database is away, each request asks itself and fails like every
 * other. So a revocation holds on every node within a second.
 */
public final class KnownKeys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KnownKeys.class);
  private static final long TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long REFRESH_MS = 400;
  private static final long FORGET_NANOS = Duration.ofMinutes(5).toNanos();
  private static final Duration NOTE_USE_EVERY = Duration.ofMinutes(1);
  private static final int MOST = 10_000;
  private static final int AT_ONCE = 500;

  private final ApiKeyStore store;
  private final Clock clock;
  private final Map<String, Entry> byHash = new ConcurrentHashMap<>();
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "known-keys");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean any;

  /** A key as it was read, and how it is used. */
  private static final class Entry {
    private volatile ApiKey key;
    private volatile long readAt;
    private volatile long askedAt;
    private volatile @Nullable Instant usedAt;

    /** When its rate is unused again, in nanoseconds (GCRA's theoretical arrival time). */
    private final AtomicLong rateAt;

    Entry(ApiKey key, long readAt) {
      this.key = key;
      this.readAt = readAt;
      this.askedAt = readAt;
      this.rateAt = new AtomicLong(readAt);
    }
  }

  /** Begins to keep keys fresh; asks once whether there are any. */
  public KnownKeys(ApiKeyStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.any = store.any();
    refresher.scheduleWithFixedDelay(this::refresh, REFRESH_MS, REFRESH_MS, TimeUnit.MILLISECONDS);
  }

  /** True when a key was ever made, at most some 400 ms ago; once true it stays so. */
  public boolean any() {
    return any;
  }

  /** True when this is the valid secret of a key that was used lately; asks no database. */
  boolean isKnown(String secret) {
    Entry entry = byHash.get(Secret.hash(secret));
    return entry != null && isFresh(entry) && isValid(entry.key, Secret.hash(secret));
  }

  /** The key with this secret if it is valid now. */
  public Optional<ApiKey> find(String secret) {
    String hash = Secret.hash(secret);
    Entry entry = entry(hash);
    if (entry == null || !isValid(entry.key, hash)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    entry.askedAt = System.nanoTime();
    entry.usedAt = now;
    return Optional.of(entry.key);
  }

  private @Nullable Entry entry(String hash) {
    Entry known = byHash.get(hash);
    if (known != null && isFresh(known)) {
      return known;
    }
    long readAt = System.nanoTime();
    Optional<ApiKey> read = store.findByHash(hash);
    if (read.isEmpty()) {
      byHash.remove(hash);
      return null;
    }
    any = true;
    if (known != null) {
      known.key = read.get();
      known.readAt = readAt;
      return known;
    }
    Entry fresh = new Entry(read.get(), readAt);
    if (byHash.size() < MOST) {
      Entry first = byHash.putIfAbsent(hash, fresh);
      return first == null ? fresh : first;
    }
    return fresh;
  }

  private static boolean isFresh(Entry entry) {
    return System.nanoTime() - entry.readAt < TRUSTED_NANOS;
  }

  private boolean isValid(ApiKey key, String hash) {
    Instant now = clock.instant();
    boolean current = Secret.same(key.hash(), hash);
    boolean old = key.takesOldAt(now) && Secret.same(String.valueOf(key.oldHash()), hash);
    return key.isValidAt(now) && (current || old);
  }

  /**
   * Counts a request against the key's own rate on this node.
   *
   * @return seconds after which the key may send again; 0 when the request may pass
   */
  long waitSeconds(ApiKey key, String secret) {
    Integer perMinute = key.requestsPerMinute();
    Entry entry = byHash.get(Secret.hash(secret));
    if (perMinute == null || entry == null) {
      return 0;
    }
    long each = TimeUnit.MINUTES.toNanos(1) / perMinute;
    long now = System.nanoTime();
    while (true) {
      long before = entry.rateAt.get();
      long next = Math.max(before, now) + each;
      long early = next - now - TimeUnit.MINUTES.toNanos(1);
      if (early > 0) {
        return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(early) + 1);
      }
      if (entry.rateAt.compareAndSet(before, next)) {
        return 0;
      }
    }
  }

  private void refresh() {
    try {
      any = any || store.any();
      long now = System.nanoTime();
      byHash.values().removeIf(entry -> now - entry.askedAt > FORGET_NANOS && !mustNote(entry));
      read(List.copyOf(byHash.values()));
      noteUse();
    } catch (RuntimeException e) {
      if (Outage.causedBy(e)) {
        LOG.debug("keys could not be read: {}", e.toString());
      } else {
        LOG.warn("keys could not be read; requests read them themselves", e);
      }
    }
  }

  private void read(List<Entry> entries) {
    for (int from = 0; from < entries.size(); from += AT_ONCE) {
      List<Entry> some = entries.subList(from, Math.min(entries.size(), from + AT_ONCE));
      long readAt = System.nanoTime();
      Map<UUID, ApiKey> now =
          store.findAll(some.stream().map(entry -> entry.key.id()).distinct().toList()).stream()
              .collect(Collectors.toMap(ApiKey::id, Function.identity()));
      for (Entry entry : some) {
        ApiKey key = now.get(entry.key.id());
        if (key != null) {
          entry.key = key;
          entry.readAt = readAt;
        }
      }
    }
  }

  private static boolean mustNote(Entry entry) {
    Instant used = entry.usedAt;
    Instant noted = entry.key.lastUsedAt();
    return used != null && (noted == null || used.isAfter(noted.plus(NOTE_USE_EVERY)));
  }

  private void noteUse() {
    Map<UUID, Instant> times = new HashMap<>();
    for (Entry entry : byHash.values()) {
      Instant used = entry.usedAt;
      if (used != null && mustNote(entry)) {
        times.merge(entry.key.id(), used, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    if (!times.isEmpty()) {
      store.used(times);
    }
  }

  @Override
  public void close() {
    refresher.shutdownNow();
  }
}
