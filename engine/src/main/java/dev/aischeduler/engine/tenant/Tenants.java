package dev.aischeduler.engine.tenant;

import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.db.tenant.TenantStore;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who shares the lanes. Changes hold at once on this node and within two seconds on others; a loop
 * reads them, so that no submission waits for it. Thread-safe.
 */
public final class Tenants {
  private static final Logger LOG = LoggerFactory.getLogger(Tenants.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

  private final TenantStore store;
  private final Clock clock;
  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Snapshot snapshot;

  public Tenants(TenantStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Reads what other nodes may have changed; to be called every second. */
  public void refresh() {
    long before = changes.get();
    Snapshot now = read();
    // a change meanwhile may be missing in it
    snapshot = changes.get() == before ? now : null;
  }

  private void changed() {
    changes.incrementAndGet();
    snapshot = null;
  }

  private Snapshot read() {
    return new Snapshot(
        store.list().stream().collect(Collectors.toMap(Tenant::name, Function.identity())),
        System.nanoTime());
  }

  private record Snapshot(Map<String, Tenant> byName, long readAt) {}

  /** Every tenant by name. */
  public List<Tenant> list() {
    return store.list();
  }

  /** The tenant, or empty. */
  public Optional<Tenant> find(String name) {
    // what is no name is not sent to the database: each refuses other characters
    return NAME.matcher(name).matches() ? store.find(name) : Optional.empty();
  }

  /**
   * Makes a tenant, or gives it other limits.
   *
   * @return true when it is new
   * @throws InvalidRequestException names the field
   */
  public boolean put(Tenant tenant) {
    if (!NAME.matcher(tenant.name()).matches()) {
      throw new InvalidRequestException(
          "name", "must be 1 to 64 letters, digits, dots, dashes or underscores");
    }
    InvalidRequestException.checkRange("weight", tenant.weight(), 1, 1000);
    InvalidRequestException.checkRange("max_queued", tenant.maxQueued(), 1, 100_000_000);
    InvalidRequestException.checkRange("rate_per_minute", tenant.ratePerMinute(), 1, 1_000_000);
    InvalidRequestException.checkRange("jobs_per_day", tenant.jobsPerDay(), 1, 1_000_000_000);
    boolean made = store.put(tenant, clock.instant());
    changed();
    LOG.info("tenant {} {}: {}", tenant.name(), made ? "made" : "changed", tenant);
    return made;
  }

  /**
   * Removes a tenant: its jobs go on, new ones are refused. False when there is none of this name.
   *
   * @throws ConflictException for the default tenant, which always exists
   */
  public boolean delete(String name) {
    if (name.equals(Tenant.DEFAULT)) {
      throw new ConflictException(
          "tenant default cannot be removed; it takes what names no tenant");
    }
    boolean removed = NAME.matcher(name).matches() && store.delete(name);
    changed();
    if (removed) {
      LOG.info("tenant {} removed", name);
    }
    return removed;
  }

  /**
   * The tenant of a submission, at most two seconds old.
   *
   * @throws InvalidRequestException when there is none of this name
   */
  public Tenant require(String name) {
    Tenant known = known().get(name);
    if (known == null) {
      known = find(name).orElse(null);
      snapshot = null;
    }
    if (known == null) {
      throw new InvalidRequestException(
          "tenant", "no tenant has this name; make it with PUT /api/v1/tenants/{name}");
    }
    return known;
  }

  /** Tenants by name, at most two seconds old. */
  public Map<String, Tenant> known() {
    Snapshot now = snapshot;
    if (now == null || System.nanoTime() - now.readAt() > FRESH_NANOS) {
      now = read();
      snapshot = now;
    }
    return now.byName();
  }

  /** True when jobs must be placed by tenant: several share, or one has a limit on waiting jobs. */
  public boolean mustShare() {
    Map<String, Tenant> known = known();
    return known.size() > 1 || known.values().stream().anyMatch(t -> t.maxQueued() != null);
  }
}
