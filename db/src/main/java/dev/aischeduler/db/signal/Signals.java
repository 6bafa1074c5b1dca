package dev.aischeduler.db.signal;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.util.function.Consumer;

/**
 * Tells the other nodes of a database, and hears them. Best effort; nodes also look now and then.
 */
public interface Signals extends AutoCloseable {

  /** Tells the others, soon and off the calling thread; never fails. */
  void send(Signal signal);

  @Override
  void close();

  /**
   * The signals of a database: LISTEN and NOTIFY on PostgreSQL; none on H2, which serves one node.
   *
   * @param heard hears what others sent; a {@link Signal.LookAround} whenever signals may have been
   *     missed
   */
  static Signals open(Database database, Consumer<Signal> heard) {
    return database.dialect() == Dialect.POSTGRESQL
        ? new PostgresSignals(database.dataSource(), heard)
        : new Signals() {
          @Override
          public void send(Signal signal) {}

          @Override
          public void close() {}
        };
  }
}
