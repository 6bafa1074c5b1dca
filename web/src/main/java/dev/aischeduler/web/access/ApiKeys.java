package dev.aischeduler.web.access;

import com.fasterxml.uuid.Generators;
import dev.aischeduler.db.access.ApiKey;
import dev.aischeduler.db.access.ApiKeyStore;
import dev.aischeduler.db.access.Role;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes keys, gives them new secrets and ends them. Thread-safe. */
public final class ApiKeys {
  /** How secrets of keys begin. */
  public static final String KIND = "ais_";

  /** Longest time that the secret before a rotation stays valid: 30 days. */
  public static final int MAX_GRACE_S = 30 * 86_400;

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
  private static final int MAX_KEYS = 100_000;
  private static final int LIST = 1000;
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@/-]{0,99}");

  private final ApiKeyStore store;
  private final Predicate<String> tenants;
  private final Clock clock;

  /**
   * @param tenants whether there is a tenant of a name
   */
  public ApiKeys(ApiKeyStore store, Predicate<String> tenants, Clock clock) {
    this.store = store;
    this.tenants = tenants;
    this.clock = clock;
  }

  /** A key with its secret, which nobody can see again. */
  public record Made(ApiKey key, Secret secret) {}

  /**
   * Makes a key.
   *
   * @param by the caller, whose rights it cannot exceed
   * @throws InvalidRequestException names the field
   */
  public Made create(NewKey wanted, Caller by) {
    String name = wanted.name() == null ? "" : wanted.name();
    if (!NAME.matcher(name).matches()) {
      throw new InvalidRequestException(
          "name",
          "must be 1 to 100 letters, digits, spaces or . _ @ / -, and begin with a letter or digit");
    }
    Role role = role(wanted.role());
    String tenant = wanted.tenant() == null ? by.tenant() : wanted.tenant();
    checkTenant(role, tenant, by);
    InvalidRequestException.checkRange("max_priority", wanted.maxPriority(), 0, 9);
    InvalidRequestException.checkRange(
        "requests_per_minute", wanted.requestsPerMinute(), 1, 1_000_000);
    Instant now = clock.instant();
    if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(now)) {
      throw new InvalidRequestException("expires_at", "must lie ahead");
    }
    if (store.count() >= MAX_KEYS) {
      throw new ConflictException("there are " + MAX_KEYS + " keys already");
    }
    Secret secret = Secret.random(KIND);
    ApiKey key =
        key(
            name,
            secret,
            role,
            tenant,
            lower(wanted.maxPriority(), by.maxPriority()),
            wanted.requestsPerMinute(),
            now,
            by.name(),
            wanted.expiresAt());
    store.insert(key);
    LOG.info("API key {} ({}, {}) made by {}", key.id(), name, role.wireName(), by.name());
    return new Made(key, secret);
  }

  /**
   * The key that a user of an OpenID provider is logged in with: made at the first login, given the
   * rights of the moment at every other, and ending with the last of the sessions. Nobody has its
   * secret.
   *
   * @param maker who the user is, the same at every login
   * @param lasting how long a session may last
   * @return empty when there is no such tenant
   */
  public Optional<ApiKey> ofUser(
      String maker, String name, Role role, @Nullable String tenant, Duration lasting) {
    if (tenant != null && !tenants.test(tenant)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant end = now.plus(lasting);
    Optional<ApiKey> known = store.findByMaker(maker);
    if (known.isPresent() && store.renew(known.get().id(), name, role, tenant, end)) {
      return store.find(known.get().id());
    }
    if (store.count() >= MAX_KEYS) {
      throw new ConflictException("there are " + MAX_KEYS + " keys already");
    }
    Secret secret = Secret.random(KIND);
    ApiKey key = key(name, secret, role, tenant, null, null, now, maker, end);
    store.insert(key);
    LOG.info("API key {} ({}, {}) made by a login", key.id(), name, role.wireName());
    return Optional.of(key);
  }

  private static ApiKey key(
      String name,
      Secret secret,
      Role role,
      @Nullable String tenant,
      @Nullable Integer maxPriority,
      @Nullable Integer requestsPerMinute,
      Instant now,
      String by,
      @Nullable Instant expiresAt) {
    return new ApiKey(
        Generators.timeBasedEpochGenerator().construct(now.toEpochMilli()),
        name,
        secret.hash(),
        secret.prefix(),
        null,
        null,
        role,
        tenant,
        maxPriority,
        requestsPerMinute,
        now,
        by,
        expiresAt,
        null,
        null);
  }

  private static Role role(@Nullable String name) {
    return Role.of(name == null ? "" : name)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "role", "must be one of " + String.join(", ", Role.wireNames())));
  }

  private void checkTenant(Role role, @Nullable String tenant, Caller by) {
    if (tenant == null) {
      if (!role.includes(Role.OPERATOR)) {
        throw new InvalidRequestException(
            "tenant",
            "must be given: only keys of operators and admins may see what belongs to all");
      }
      return;
    }
    if (!by.sees(tenant)) {
      throw new InvalidRequestException("tenant", "may only be " + by.tenant() + ", your own");
    }
    if (!tenants.test(tenant)) {
      throw new InvalidRequestException(
          "tenant", "no tenant has this name; make it with PUT /api/v1/tenants/{name}");
    }
  }

  private static @Nullable Integer lower(@Nullable Integer wanted, @Nullable Integer own) {
    if (wanted == null || own == null) {
      return wanted == null ? own : wanted;
    }
    return Integer.valueOf(Math.min(wanted, own));
  }

  /** The newest keys that the caller may see, at most 1000. */
  public List<ApiKey> list(Caller by) {
    return store.list(by.tenant(), LIST);
  }

  /**
   * Gives a key a new secret.
   *
   * @param graceS seconds that the present one stays valid, 0 to {@link #MAX_GRACE_S}
   * @return empty when the caller sees no such key
   * @throws ConflictException when it is revoked or expired
   */
  public Optional<Made> rotate(UUID id, int graceS, Caller by) {
    InvalidRequestException.checkRange("grace_s", graceS, 0, MAX_GRACE_S);
    Instant now = clock.instant();
    Optional<ApiKey> found = find(id, by);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Secret secret = Secret.random(KIND);
    Instant oldUntil = now.plus(Duration.ofSeconds(graceS));
    if (!found.get().isValidAt(now)
        || !store.rotate(id, secret.hash(), secret.prefix(), oldUntil)) {
      throw new ConflictException("the key is revoked or expired; make another");
    }
    LOG.info("API key {} ({}) rotated by {}", id, found.get().name(), by.name());
    return find(id, by).map(key -> new Made(key, secret));
  }

  /**
   * Ends a key for good; idempotent.
   *
   * @return empty when the caller sees no such key
   */
  public Optional<ApiKey> revoke(UUID id, Caller by) {
    Optional<ApiKey> found = find(id, by);
    if (found.isPresent() && store.revoke(id, clock.instant())) {
      LOG.info("API key {} ({}) revoked by {}", id, found.get().name(), by.name());
    }
    return found.flatMap(key -> find(id, by));
  }

  private Optional<ApiKey> find(UUID id, Caller by) {
    return store.find(id).filter(key -> by.tenant() == null || by.tenant().equals(key.tenant()));
  }
}
