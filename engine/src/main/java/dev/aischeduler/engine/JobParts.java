package dev.aischeduler.engine;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.tenant.TenantStore;
import dev.aischeduler.engine.bulk.BulkActionTask;
import dev.aischeduler.engine.event.EventReplay;
import dev.aischeduler.engine.lane.Lanes;
import dev.aischeduler.engine.submission.SortKeys;
import dev.aischeduler.engine.submission.Submissions;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.tenant.Tenants;
import dev.aischeduler.engine.webhook.Callbacks;
import java.time.Clock;
import java.time.Duration;

/** What takes jobs: tenants, submissions, and what clients can do. Thread-safe. */
final class JobParts {
  private static final Duration TENANTS = Duration.ofSeconds(1);

  private final NodeSetup setup;
  private final Stores stores;
  private final ChangeParts changes;
  private final ServerParts servers;
  private final Tenants tenants;
  private final Lanes views;
  private final Submissions submissions;
  private final BulkActionTask actions;

  JobParts(
      NodeSetup setup,
      Stores stores,
      Handlers handlers,
      ChangeParts changes,
      LaneParts lanes,
      ServerParts servers,
      Callbacks callbacks) {
    this.setup = setup;
    this.stores = stores;
    this.changes = changes;
    this.servers = servers;
    Settings settings = setup.settings();
    Clock clock = setup.clock();
    this.tenants = new Tenants(new TenantStore(setup.database()), clock);
    this.views =
        new Lanes(
            settings,
            stores.waiting(),
            lanes.lengths(),
            stores.lanes(),
            lanes.slots(),
            lanes.rates(),
            lanes.weights(),
            lanes.counts(),
            handlers::status,
            servers.membership()::nodes,
            clock);
    this.submissions =
        Submissions.of(
            settings,
            handlers.byType(),
            stores.types(),
            setup.database(),
            stores.jobs(),
            stores.queue(),
            servers.servers(),
            changes.publisher(),
            lanes.lengths(),
            tenants,
            new SortKeys(clock, settings.priority().agingSeconds(), settings.bulk().yieldS()),
            callbacks,
            views,
            setup.traces(),
            clock);
    this.actions =
        new BulkActionTask(
            settings,
            stores.search(),
            stores.queue(),
            changes.cancellations(),
            changes.publisher(),
            clock);
  }

  Tenants tenants() {
    return tenants;
  }

  Submissions submissions() {
    return submissions;
  }

  /** Does one action on many jobs as a system job. */
  BulkActionTask actions() {
    return actions;
  }

  void supervise(Supervisor supervisor) {
    supervisor.every("tenants", TENANTS, tenants::refresh);
  }

  /**
   * What clients can do.
   *
   * @param system does what takes longer than a call
   */
  JobService service(SystemJobs system) {
    JobChanges byUsers =
        new JobChanges(
            setup.settings(),
            stores.jobs(),
            stores.queue(),
            changes.publisher(),
            changes.cancellations(),
            setup.clock());
    return new JobService(
        stores.jobs(),
        setup.artifacts(),
        servers.servers(),
        changes.publisher(),
        byUsers,
        changes.events(),
        changes.log(),
        new EventReplay(stores.eventLog()),
        views,
        tenants,
        submissions,
        stores.search(),
        servers.membership()::recoveries,
        actions,
        system,
        setup.clock());
  }
}
