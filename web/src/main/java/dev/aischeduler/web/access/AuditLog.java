package dev.aischeduler.web.access;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.aischeduler.db.access.AuditEntry;
import dev.aischeduler.db.access.AuditFilter;
import dev.aischeduler.db.access.AuditStore;
import dev.aischeduler.db.failure.Outage;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down every change that somebody asked for. Thread-safe.
 *
 * <p>A thread stores the entries, so that no caller waits for them; they are in the database some
 * milliseconds after the answer, and at the latest when this is closed. While the database is away
 * 10,000 are kept; what is beyond goes into the log, never away. A process that is killed loses
 * what it had not stored yet.
 */
public final class AuditLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final String DETAILS = "audit-details";
  private static final Pattern SECRET =
      Pattern.compile("(?i)([^&=]*(?:key|token|secret|passw)[^&=]*)=[^&]*");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");
  private static final int MOST_WAITING = 10_000;
  private static final int AT_ONCE = 500;
  private static final int REMOVED_AT_ONCE = 1000;
  private static final int LONGEST_TARGET = 300;
  private static final int LONGEST_DETAILS = 1000;
  private static final long RETRY_MS = 1000;
  private static final Duration CLEAN_EVERY = Duration.ofHours(1);
  private static final long CLOSE_MS = 5000;
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final AuditStore store;
  private final Duration keep;
  private final Clock clock;
  private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
  private final Thread writer = new Thread(this::write, "audit");
  private volatile boolean closed;

  /** Confined to the writer. */
  private Instant cleanAt;

  /**
   * Begins to write.
   *
   * @param keep how long entries stay
   */
  public AuditLog(AuditStore store, Duration keep, Clock clock) {
    this.store = store;
    this.keep = keep;
    this.clock = clock;
    this.cleanAt = clock.instant();
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * Says more of a request than its path does.
   *
   * @param details for people, without secrets
   */
  public static void details(Context ctx, String details) {
    ctx.attribute(DETAILS, details);
  }

  /**
   * Notes a request that was answered.
   *
   * @param action its route
   * @param address where it came from
   */
  public void answered(Context ctx, String action, String address) {
    String location = ctx.res().getHeader("Location");
    String told = ctx.attribute(DETAILS);
    add(
        Caller.of(ctx),
        action,
        location == null ? ctx.path() : location,
        ctx.status().getCode(),
        address,
        told == null ? withoutSecrets(ctx.queryString()) : told);
  }

  /** A key does not belong into an address, and less so into the audit of what was refused. */
  private static @Nullable String withoutSecrets(@Nullable String query) {
    return query == null ? null : SECRET.matcher(query).replaceAll("$1=…");
  }

  /**
   * Stores what somebody did at this machine without a server.
   *
   * @param action the command
   */
  public static void addLocal(
      AuditStore store, String action, String target, String details, Clock clock) {
    Instant now = clock.instant();
    UUID id = Generators.timeBasedEpochGenerator().construct(now.toEpochMilli());
    store.insert(
        List.of(
            new AuditEntry(
                id, now, Caller.LOCAL.name(), null, null, action, target, 0, "local", details)));
  }

  private void add(
      Caller caller,
      String action,
      String target,
      int outcome,
      String address,
      @Nullable String details) {
    AuditEntry entry = entry(caller, action, target, outcome, address, details, clock.instant());
    if (!waiting.offer(entry)) {
      LOG.warn("the audit is full while the database is away; this is only logged: {}", entry);
    }
  }

  private AuditEntry entry(
      Caller caller,
      String action,
      String target,
      int outcome,
      String address,
      @Nullable String details,
      Instant now) {
    return new AuditEntry(
        ids.construct(now.toEpochMilli()),
        now,
        caller.name(),
        caller.keyId(),
        caller.tenant(),
        action,
        plain(target, LONGEST_TARGET),
        outcome,
        address,
        details == null ? null : plain(details, LONGEST_DETAILS));
  }

  /** What both databases store: without control characters and halves of surrogate pairs. */
  private static String plain(String text, int longest) {
    String clean = isPlain(text) ? text : UNPRINTABLE.matcher(text).replaceAll("?");
    return clean.length() <= longest
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, clean.codePointCount(0, longest) - 1))
            + "…";
  }

  /** Printable ASCII, as nearly all paths and ids are. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** Entries, newest first; see {@link AuditStore#list}. */
  public List<AuditEntry> list(AuditFilter filter, @Nullable UUID after, int limit) {
    return store.list(filter, after, limit);
  }

  private void write() {
    List<AuditEntry> some = new ArrayList<>();
    try {
      while (!closed || !some.isEmpty() || !waiting.isEmpty()) {
        if (some.isEmpty()) {
          AuditEntry first = waiting.poll(RETRY_MS, TimeUnit.MILLISECONDS);
          if (first != null) {
            some.add(first);
            gather(some);
          }
        }
        if (!turn(some)) {
          TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        }
      }
    } catch (InterruptedException e) {
      waiting.drainTo(some);
      some.forEach(entry -> LOG.warn("the server stops; this is only logged: {}", entry));
    }
  }

  /** A commit for each entry would cost as much as what the entries tell of. */
  private void gather(List<AuditEntry> some) throws InterruptedException {
    long until = System.nanoTime() + GATHER_NANOS;
    while (some.size() < AT_ONCE && !closed) {
      AuditEntry next = waiting.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      some.add(next);
      waiting.drainTo(some, AT_ONCE - some.size());
    }
  }

  /** Stores entries and removes old ones; false when it must be tried again. */
  private boolean turn(List<AuditEntry> some) {
    try {
      if (!some.isEmpty()) {
        store.insert(some);
        some.clear();
      }
      clean();
      return true;
    } catch (RuntimeException e) {
      if (!Outage.causedBy(e)) {
        return oneByOne(some);
      }
      LOG.warn("{} entries of the audit are stored later: {}", some.size(), e.toString());
      return false;
    }
  }

  /** One entry that the database does not take must not keep the others from it. */
  private boolean oneByOne(List<AuditEntry> some) {
    while (!some.isEmpty()) {
      try {
        store.insert(List.of(some.get(0)));
      } catch (RuntimeException e) {
        if (Outage.causedBy(e)) {
          return false;
        }
        LOG.error("the audit does not take this, it is only logged: {}", some.get(0), e);
      }
      some.remove(0);
    }
    return true;
  }

  private void clean() {
    Instant now = clock.instant();
    if (now.isBefore(cleanAt)) {
      return;
    }
    cleanAt = now.plus(CLEAN_EVERY);
    int removed = REMOVED_AT_ONCE;
    while (removed == REMOVED_AT_ONCE && !closed) {
      removed = store.removeBefore(now.minus(keep), REMOVED_AT_ONCE);
    }
  }

  /** Stores what waits, for some seconds at most. */
  @Override
  public void close() {
    closed = true;
    try {
      writer.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.interrupt();
  }
}
