package dev.aischeduler.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aischeduler.db.access.LinkKey;
import dev.aischeduler.db.access.LinkKeyStore;
import dev.aischeduler.web.api.reply.ApiException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Links that open one artifact without a key, for a time. Nothing is stored of a link: it is what
 * it says, signed (HMAC-SHA256) with a secret that all nodes of a database share. Another secret
 * ends all links on every node. Thread-safe.
 *
 * <p>Links are opened by anybody, so the secret that was read is trusted for a tenth of a second:
 * however many wrong links come, the database is asked ten times a second.
 */
public final class ArtifactLinks {
  /** How long a link holds by default, in seconds. */
  public static final int DEFAULT_S = 3600;

  /** How long a link may hold, in seconds: seven days. */
  public static final int MAX_S = 604_800;

  private static final String ALGORITHM = "HmacSHA256";
  private static final String KIND = "aisl_";
  private static final long TRUSTED_NANOS = Duration.ofMillis(100).toNanos();

  private final LinkKeyStore store;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock; null before the first is read. */
  private @Nullable Known known;

  /**
   * A key as it was read.
   *
   * @param key empty before the first link was made
   */
  private record Known(Optional<LinkKey> key, long readAt) {}

  public ArtifactLinks(LinkKeyStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * What a link says.
   *
   * @param name of the artifact, unique within its job
   * @param expires seconds since 1970
   * @param version of the key that it is signed with
   * @param signature in base64 for addresses
   */
  public record Link(UUID jobId, String name, long expires, int version, String signature) {
    /** From when it does not open any more. */
    public Instant expiresAt() {
      return Instant.ofEpochSecond(expires);
    }

    private String signed() {
      return String.join(
          "\n",
          "artifact",
          jobId.toString(),
          name,
          String.valueOf(expires),
          String.valueOf(version));
    }
  }

  /**
   * A link to an artifact.
   *
   * @param seconds how long it holds, 1 to {@link #MAX_S}
   */
  public Link sign(UUID jobId, String name, int seconds) {
    LinkKey key = remember(store.newest().orElseGet(() -> make(1)));
    long expires = clock.instant().getEpochSecond() + seconds;
    Link unsigned = new Link(jobId, name, expires, key.version(), "");
    return new Link(jobId, name, expires, key.version(), signature(unsigned, key));
  }

  /**
   * Lets a link pass.
   *
   * @return how long it still holds
   * @throws ApiException 403 when it was not made here or is over
   */
  public Duration check(Link link) {
    boolean valid =
        current()
            .filter(key -> key.version() == link.version())
            .filter(key -> Secret.same(signature(link, key), link.signature()))
            .isPresent();
    if (!valid) {
      throw ApiException.of(
              403, "link-invalid", "this link was not made by this server, or all links were ended")
          .remedy("copy the whole link, or ask whoever sent it for a new one");
    }
    Duration left = Duration.between(clock.instant(), link.expiresAt());
    if (left.isNegative() || left.isZero()) {
      throw ApiException.of(403, "link-expired", "this link held until " + link.expiresAt())
          .remedy("ask whoever sent it for a new one");
    }
    return left;
  }

  private Optional<LinkKey> current() {
    lock.lock();
    try {
      long now = System.nanoTime();
      Known read = known;
      if (read == null || now - read.readAt() > TRUSTED_NANOS) {
        read = new Known(store.newest(), now);
        known = read;
      }
      return read.key();
    } finally {
      lock.unlock();
    }
  }

  /** The node that made a link or a key knows it at once. */
  private LinkKey remember(LinkKey key) {
    lock.lock();
    try {
      known = new Known(Optional.of(key), System.nanoTime());
      return key;
    } finally {
      lock.unlock();
    }
  }

  /** Ends all links; those that are made from now on are signed with the new key. */
  public LinkKey rotate() {
    return make(store.newest().map(LinkKey::version).orElse(0) + 1);
  }

  private LinkKey make(int version) {
    LinkKey key = new LinkKey(version, Secret.random(KIND).text(), clock.instant());
    return remember(store.insert(key) ? key : store.newest().orElseThrow());
  }

  private static String signature(Link link, LinkKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.secret().getBytes(UTF_8), ALGORITHM));
      byte[] signature = mac.doFinal(link.signed().getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
