package dev.aischeduler.db.signal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LISTEN and NOTIFY on PostgreSQL. Signals are sent after the commit that they tell of, by a thread
 * of their own and with those that came meanwhile: NOTIFY inside the transactions would queue all
 * commits behind one lock. Each direction holds one connection of the pool and opens another when
 * it breaks.
 */
final class PostgresSignals implements Signals {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSignals.class);
  private static final String CHANNEL = "ai_scheduler";
  private static final int LISTEN_MS = 500;
  private static final long BROKEN_MS = 500;

  private final DataSource dataSource;
  private final LinkedBlockingQueue<Signal> outgoing = new LinkedBlockingQueue<>(10_000);
  private final Thread sender = new Thread(this::send, "signals-send");
  private final Thread listener = new Thread(this::listen, "signals-listen");
  private volatile Consumer<Signal> heard = signal -> {};
  private volatile boolean closed;
  private volatile int senderBackend;

  PostgresSignals(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void start(Consumer<Signal> hears) {
    heard = hears;
    sender.setDaemon(true);
    listener.setDaemon(true);
    sender.start();
    listener.start();
  }

  @Override
  public void send(Signal signal) {
    if (!outgoing.offer(signal)) {
      LOG.debug("signal {} dropped; the others look by themselves", signal);
    }
  }

  private void send() {
    while (!closed) {
      try (Connection connection = dataSource.getConnection();
          PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
        senderBackend = connection.unwrap(PGConnection.class).getBackendPID();
        while (!closed) {
          Signal first = outgoing.poll(LISTEN_MS, TimeUnit.MILLISECONDS);
          if (first != null) {
            tell(notify, first);
          }
        }
      } catch (SQLException e) {
        pause("send", e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void tell(PreparedStatement notify, Signal first) throws SQLException {
    Set<String> words = new LinkedHashSet<>();
    for (Signal signal = first; signal != null; signal = outgoing.poll()) {
      words.add(signal.wire());
    }
    for (String word : words) {
      notify.setString(1, CHANNEL);
      notify.setString(2, word);
      notify.execute();
    }
  }

  private void listen() {
    while (!closed) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + CHANNEL);
        heard.accept(new Signal.LookAround());
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (!closed) {
          PGNotification[] came = notifications.getNotifications(LISTEN_MS);
          for (PGNotification one : came == null ? new PGNotification[0] : came) {
            if (one.getPID() != senderBackend) {
              heard.accept(Signal.of(one.getParameter()));
            }
          }
        }
        statement.execute("UNLISTEN *");
      } catch (SQLException e) {
        pause("listen", e);
      }
    }
  }

  private void pause(String what, SQLException e) {
    if (closed) {
      return;
    }
    LOG.debug("signals cannot {} now: {}", what, e.toString());
    try {
      Thread.sleep(BROKEN_MS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      sender.join(2L * LISTEN_MS);
      listener.join(2L * LISTEN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
