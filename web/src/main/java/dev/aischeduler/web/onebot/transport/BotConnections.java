package dev.aischeduler.web.onebot.transport;

import dev.aischeduler.web.onebot.figure.BotCounts;
import dev.aischeduler.web.onebot.protocol.BotApi;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSockets that bots have opened to this node, one of each account. Thread-safe. */
public final class BotConnections {
  private static final Logger LOG = LoggerFactory.getLogger(BotConnections.class);

  private final Map<Long, BotConnection> byAccount = new ConcurrentHashMap<>();
  private final BotCounts counts;
  private final Runnable changed;
  private volatile boolean closed;

  /**
   * @param changed is told when a bot can be reached again; quick
   */
  public BotConnections(BotCounts counts, Runnable changed) {
    this.counts = counts;
    this.changed = changed;
  }

  /** The newest connection of an account counts: the one before it may be lost unnoticed. */
  void opened(BotConnection connection) {
    counts.connection(1);
    BotConnection before = byAccount.put(connection.selfId(), connection);
    if (before != null) {
      before.close("another connection of this account was opened");
    }
    LOG.info("the bot {} is connected", connection.selfId());
    if (closed) {
      connection.close("this node stops");
    }
    changed.run();
  }

  void ended(BotConnection connection, int status) {
    counts.connection(-1);
    byAccount.remove(connection.selfId(), connection);
    connection.ended();
    LOG.info("the bot {} is not connected any more (status {})", connection.selfId(), status);
  }

  /** A bot said something about its state. */
  void stateChanged() {
    changed.run();
  }

  /** Accounts that can be reached. */
  public Set<Long> online() {
    return byAccount.values().stream()
        .filter(BotConnection::isOnline)
        .map(BotConnection::selfId)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The connection of an account, or empty. */
  public Optional<BotApi> of(long selfId) {
    return Optional.ofNullable(byAccount.get(selfId));
  }

  /** Ends the connections of bots that are gone; to be called every few seconds. */
  public void check() {
    byAccount.values().forEach(BotConnection::check);
  }

  /** Closes all; the bots go to other nodes, or come back later. */
  public void close() {
    closed = true;
    byAccount.values().forEach(connection -> connection.close("this node stops"));
  }
}
