package dev.aischeduler.web.access;

import dev.aischeduler.db.access.ApiKey;
import dev.aischeduler.db.access.Role;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request. Resolved once a request, by {@code RequestGuard}. Immutable.
 *
 * @param keyId the key, also that of a session; null when there is none
 * @param name of the key or user, for the audit
 * @param tenant whose jobs it sees and makes; null for those of all
 * @param maxPriority highest priority that it may give; null for any
 * @param session the login session; null for a caller without one
 */
public record Caller(
    @Nullable UUID keyId,
    String name,
    Role role,
    @Nullable String tenant,
    @Nullable Integer maxPriority,
    @Nullable Session session) {
  /** The attribute of a request that holds its caller. */
  public static final String ATTRIBUTE = "caller";

  /**
   * What the requests of a session need.
   *
   * @param hash of its cookie
   * @param csrfToken that every change must repeat, under a mask
   */
  public record Session(String hash, CsrfToken csrfToken) {}

  /** Who calls while nobody has made a key: the person at this machine. */
  public static final Caller LOCAL = admin("local");

  /** The bearer of {@code security.api_key}. */
  public static final Caller CONFIGURED = admin("configured");

  /** Somebody who has shown nothing; only public paths answer. */
  public static final Caller NOBODY = new Caller(null, "nobody", Role.VIEWER, "", 0, null);

  private static Caller admin(String name) {
    return new Caller(null, name, Role.ADMIN, null, null, null);
  }

  /** The bearer of a key. */
  public static Caller of(ApiKey key) {
    return new Caller(key.id(), key.name(), key.role(), key.tenant(), key.maxPriority(), null);
  }

  /** Who sends this request. */
  public static Caller of(Context ctx) {
    return Objects.requireNonNull(ctx.attribute(ATTRIBUTE), "the guard has not seen the request");
  }

  /** Notes who sends this request. */
  public void resolve(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }

  /** The same within a session. */
  Caller in(Session login) {
    return new Caller(keyId, name, role, tenant, maxPriority, login);
  }

  /** True when it may see what belongs to a tenant. */
  public boolean sees(String owner) {
    return tenant == null || tenant.equals(owner);
  }
}
