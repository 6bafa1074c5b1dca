package dev.aischeduler.web.cli.access;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.access.ApiKeyStore;
import dev.aischeduler.db.access.AuditStore;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.tenant.TenantStore;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.access.ApiKeys;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.NewKey;
import java.time.Clock;

/**
 * Makes a key directly in the database: whoever may write there needs no key of the server's. Works
 * whether a server runs or not.
 */
final class LocalKeys {
  private LocalKeys() {}

  /**
   * Makes a key.
   *
   * @throws DatabaseException when the database cannot be opened; an H2 file of another program
   *     than a server is locked until that ends
   */
  static ApiKeys.Made create(Settings.Database settings, NewKey wanted) {
    try (Database database = database(settings)) {
      TenantStore tenants = new TenantStore(database);
      Clock clock = Clock.systemUTC();
      ApiKeys keys =
          new ApiKeys(new ApiKeyStore(database), name -> tenants.find(name).isPresent(), clock);
      ApiKeys.Made made = keys.create(wanted, Caller.LOCAL);
      AuditLog.addLocal(
          new AuditStore(database),
          "keys create --local",
          "/api/v1/keys/" + made.key().id(),
          "'" + made.key().name() + "', role " + made.key().role().wireName(),
          clock);
      return made;
    }
  }

  /** As a server opens it, which migrates; beside a server that has it open already, as it is. */
  private static Database database(Settings.Database settings) {
    try {
      return Database.open(settings, Home.ofProcess().work());
    } catch (DatabaseException locked) {
      try {
        return Database.attach(settings, Home.ofProcess().work());
      } catch (DatabaseException e) {
        locked.addSuppressed(e);
        throw locked;
      }
    }
  }
}
