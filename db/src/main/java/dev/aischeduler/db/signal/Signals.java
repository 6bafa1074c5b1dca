package dev.aischeduler.db.signal;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.util.function.Consumer;

/**
 * Sends signals to the other nodes of a database and receives theirs. Best effort; nodes also poll.
 */
public interface Signals extends AutoCloseable {

  /** Sends to the others, soon and off the calling thread; never fails. */
  void send(Signal signal);

  @Override
  void close();

  /**
   * Begins to send and to receive; call it once.
   *
   * @param onSignal gets what others sent, on a thread that it must not hold up; a {@link
   *     Signal.Missed} whenever signals may have been missed
   */
  void start(Consumer<Signal> onSignal);

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
          public void start(Consumer<Signal> onSignal) {}

          @Override
          public void close() {}
        };
  }
}
