package dev.aischeduler.web.access;

import dev.aischeduler.db.access.ApiKey;
import dev.aischeduler.db.access.ApiKeyStore;
import dev.aischeduler.db.access.LoginSession;
import dev.aischeduler.db.access.LoginSessionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in at a browser. A session has the rights of its key, and ends with it.
 * Thread-safe.
 *
 * <p>What was read of a session is trusted for a second; of more than 10,000 sessions in use the
 * longest known are read anew at each request.
 */
public final class Sessions {
  /** Name of the cookie that holds a session's secret. */
  public static final String COOKIE = "ai_scheduler_session";

  private static final String KIND = "aiss_";
  private static final long TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration NOTE_EVERY = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final LoginSessionStore store;
  private final ApiKeyStore keys;
  private final Duration idle;
  private final Duration longest;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Known> known = new LinkedHashMap<>();

  /** A session and its key, as they were read. */
  private record Known(LoginSession session, ApiKey key, long readAt) {}

  /**
   * @param idle after which a session without requests is over
   * @param longest after which every session is over
   */
  public Sessions(
      LoginSessionStore store, ApiKeyStore keys, Duration idle, Duration longest, Clock clock) {
    this.store = store;
    this.keys = keys;
    this.idle = idle;
    this.longest = longest;
    this.clock = clock;
  }

  /** How long a session may last. */
  public Duration longest() {
    return longest;
  }

  /** Begins a session of a key; returns the secret for its cookie. */
  public Secret begin(ApiKey key) {
    Instant now = clock.instant();
    store.deleteExpired(now);
    Secret cookie = Secret.random(KIND);
    store.insert(new LoginSession(cookie.hash(), key.id(), now, now, now.plus(longest)));
    return cookie;
  }

  /** Who is logged in with this cookie; empty when the session or its key is over. */
  Optional<Caller> caller(String cookie) {
    String hash = Secret.hash(cookie);
    Known found = known(hash);
    Instant now = clock.instant();
    if (found == null
        || !found.key().isValidAt(now)
        || now.isAfter(found.session().expiresAt())
        || now.isAfter(found.session().seenAt().plus(idle))) {
      return Optional.empty();
    }
    if (now.isAfter(found.session().seenAt().plus(NOTE_EVERY))) {
      store.seen(hash, now);
      forget(hash);
    }
    return Optional.of(Caller.of(found.key()).in(new Caller.Session(hash, csrfToken(cookie))));
  }

  /**
   * What every change of a session must repeat. It follows from the cookie, which scripts cannot
   * read, so that nothing more is stored.
   */
  private static CsrfToken csrfToken(String cookie) {
    return new CsrfToken(Secret.hash("csrf " + cookie));
  }

  private @Nullable Known known(String hash) {
    long now = System.nanoTime();
    lock.lock();
    try {
      Known before = known.get(hash);
      if (before != null && now - before.readAt() < TRUSTED_NANOS) {
        return before;
      }
    } finally {
      lock.unlock();
    }
    Optional<Known> read =
        store
            .find(hash)
            .flatMap(
                session -> keys.find(session.keyId()).map(key -> new Known(session, key, now)));
    lock.lock();
    try {
      known.remove(hash);
      read.ifPresent(fresh -> known.put(hash, fresh));
      if (known.size() > MOST) {
        known.remove(known.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
    return read.orElse(null);
  }

  /** Ends a session. */
  public void end(Caller.Session session) {
    store.delete(session.hash());
    forget(session.hash());
  }

  private void forget(String hash) {
    lock.lock();
    try {
      known.remove(hash);
    } finally {
      lock.unlock();
    }
  }
}
