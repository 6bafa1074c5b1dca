package dev.aischeduler.db.signal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LISTEN and NOTIFY on PostgreSQL. Signals are sent after the commit that they announce, by a
 * thread of their own: NOTIFY inside the transactions would queue all commits behind one lock. A
 * lone signal leaves at once; while they come faster than they are sent, the pauses between
 * sendings grow to {@link #LONGEST_PAUSE_MS} and those of a pause leave together, each once, so
 * that a flood of jobs makes no flood of notifications. Each direction holds one connection of the
 * pool and opens another when it breaks. No error ends either thread.
 */
final class PostgresSignals implements Signals {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSignals.class);
  private static final String CHANNEL = "ai_scheduler";
  private static final int LISTEN_MS = 500;
  private static final long BROKEN_MS = 500;
  private static final long SHORTEST_PAUSE_MS = 1;
  private static final long LONGEST_PAUSE_MS = 20;

  /** A notification lives in memory alone: its commit need not wait for the disk. */
  private static final String NOTIFY =
      "SELECT set_config('synchronous_commit', 'off', TRUE), pg_notify(?, ?)";

  private final DataSource dataSource;
  private final Outbox outbox = new Outbox();
  private final Thread sender = new Thread(this::send, "signals-send");
  private final Thread listener = new Thread(this::listen, "signals-listen");
  private volatile Consumer<Signal> onSignal = signal -> {};
  private volatile boolean closed;
  private volatile int senderBackend;

  PostgresSignals(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void start(Consumer<Signal> receiver) {
    onSignal = receiver;
    sender.setDaemon(true);
    listener.setDaemon(true);
    sender.start();
    listener.start();
  }

  @Override
  public void send(Signal signal) {
    if (!outbox.put(SignalCodec.write(signal))) {
      LOG.debug("signal {} dropped; the others poll", signal);
    }
  }

  private void send() {
    // kept until they are sent, also when the connection breaks
    List<String> messages = List.of();
    long pause = SHORTEST_PAUSE_MS;
    while (!closed) {
      try (Connection connection = dataSource.getConnection();
          PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
        senderBackend = connection.unwrap(PGConnection.class).getBackendPID();
        notify.setString(1, CHANNEL);
        while (!closed) {
          if (messages.isEmpty()) {
            messages = outbox.take(0);
            boolean burst = !messages.isEmpty();
            pause = burst ? Math.min(2 * pause, LONGEST_PAUSE_MS) : SHORTEST_PAUSE_MS;
            messages = burst ? messages : outbox.take(LISTEN_MS);
          }
          for (String payload : PayloadChunks.pack(messages)) {
            notify.setString(2, payload);
            notify.execute();
          }
          if (!messages.isEmpty()) {
            messages = List.of();
            Thread.sleep(pause);
          }
        }
      } catch (InterruptedException e) {
        return;
      } catch (SQLException | RuntimeException | Error e) {
        pause("send", e);
      }
    }
  }

  private void listen() {
    while (!closed) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + CHANNEL);
        onSignal.accept(new Signal.Missed());
        PGConnection notifications = connection.unwrap(PGConnection.class);
        PayloadChunks chunks = new PayloadChunks();
        while (!closed) {
          PGNotification[] received = notifications.getNotifications(LISTEN_MS);
          for (PGNotification one : received == null ? new PGNotification[0] : received) {
            if (one.getPID() != senderBackend) {
              chunks.unpack(one.getPID(), one.getParameter()).stream()
                  .map(SignalCodec::read)
                  .forEach(onSignal);
            }
          }
        }
        statement.execute("UNLISTEN *");
      } catch (SQLException | RuntimeException | Error e) {
        pause("listen", e);
      }
    }
  }

  private void pause(String what, Throwable e) {
    if (closed) {
      return;
    }
    if (e instanceof SQLException) {
      LOG.debug("signals cannot {} now: {}", what, e.toString());
    } else {
      LOG.error("signals cannot {} now; tried again: {}", what, e.toString(), e);
    }
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
