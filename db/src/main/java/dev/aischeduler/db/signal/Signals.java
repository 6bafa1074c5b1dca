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
   * Begins to send and to hear; call it once.
   *
   * @param heard hears what others sent, on a thread that it must not hold up; a {@link
   *     Signal.Missed} whenever signals may have been missed
   */
  void start(Consumer<Signal> heard);

  /**
   * The signals of a database: LISTEN and NOTIFY on PostgreSQL; none on H2, which serves one node.
   */
  static Signals of(Database database) {
    return database.dialect() == Dialect.POSTGRESQL
        ? new PostgresSignals(database.dataSource())
        : new Signals() {
          @Override
          public void send(Signal signal) {}

          @Override
          public void start(Consumer<Signal> heard) {}

          @Override
          public void close() {}
        };
  }
}
