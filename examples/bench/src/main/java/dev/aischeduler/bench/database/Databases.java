package dev.aischeduler.bench.database;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Dialect;

/** Makes fresh databases of one kind on one server or disk. Used by one thread. */
public interface Databases extends AutoCloseable {
  /** The kind. */
  Dialect dialect();

  /** The name of the kind. */
  default String name() {
    return switch (dialect()) {
      case H2 -> "H2";
      case POSTGRESQL -> "PostgreSQL";
    };
  }

  /** The lower-case name of the kind, for ids of sections. */
  default String suffix() {
    return switch (dialect()) {
      case H2 -> "h2";
      case POSTGRESQL -> "pg";
    };
  }

  /** Name and version of the product, and what decides how durable its commits are. */
  String describe();

  /** An empty database with a pool of this many connections for each process that opens it. */
  Settings.Database fresh(int poolSize);

  /** Brings statistics and dirty pages of a filled database up to date, as time would. */
  void settle(Settings.Database database);

  /** Deletes a database that nobody has open. */
  void drop(Settings.Database database);

  @Override
  void close();
}
