package dev.aischeduler.db.bot;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * How the answers in table {@code bot_message} are sent. Thread-safe.
 *
 * <p>Invariant: a claim belongs to one node until its time ends, and all that is stored of an
 * attempt is stored only while its claim is the last one.
 */
public final class BotAnswerStore {
  /** bot_message_due_idx */
  private static final String DUE =
      """
      SELECT m.* FROM bot_message m LEFT JOIN job j ON j.id = m.job_id
       WHERE m.state = 'open' AND m.next_at <= :now AND m.expires_at > :now
         AND (m.job_id IS NULL OR j.id IS NULL
              OR j.status IN ('succeeded', 'failed', 'cancelled'))
         AND (<reach>)
       ORDER BY m.next_at, m.created_at LIMIT :limit""";

  private final Jdbi jdbi;
  private final Dialect dialect;

  public BotAnswerStore(Database database) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
  }

  /**
   * Which answers a node can send now.
   *
   * @param connected bots whose WebSocket this node holds
   * @param http whether there is an HTTP API, which takes what came by HTTP
   */
  public record Reach(Set<Long> connected, boolean http) {
    /** Whether there is nothing that could be sent. */
    public boolean isNowhere() {
      return connected.isEmpty() && !http;
    }

    private String condition() {
      List<String> ways = new ArrayList<>();
      if (!connected.isEmpty()) {
        ways.add("m.self_id IN (<connected>)" + (http ? " AND m.transport = 'websocket'" : ""));
      }
      if (http) {
        ways.add("m.transport = 'http'");
      }
      return String.join(" OR ", ways);
    }
  }

  /**
   * Claims answers that can be sent, the longest due first. No other node has them until a time,
   * after which they are due again unless their ends were stored.
   *
   * @param reach not nowhere
   */
  public List<BotMessage> claim(Reach reach, String node, Instant now, Instant until, int limit) {
    String due = DUE.replace("<reach>", reach.condition());
    String sql = dialect == Dialect.POSTGRESQL ? due + " FOR UPDATE OF m SKIP LOCKED" : due;
    return jdbi.inTransaction(
        h -> {
          Query query = h.createQuery(sql).bind("now", now).bind("limit", limit);
          if (!reach.connected().isEmpty()) {
            query.bindList("connected", reach.connected());
          }
          return own(h, query.map((row, c) -> BotMessageRows.read(row)).list(), node, until, true);
        });
  }

  /** Claims messages whose jobs should have been stored long ago: their node was lost. */
  public List<BotMessage> claimReceived(String node, Instant now, Instant until, int limit) {
    String sql =
        """
        SELECT * FROM bot_message WHERE state = 'received' AND next_at <= :now
         ORDER BY next_at LIMIT :limit"""
            + (dialect == Dialect.POSTGRESQL ? " FOR UPDATE SKIP LOCKED" : "");
    return jdbi.inTransaction(
        h -> {
          Query query = h.createQuery(sql).bind("now", now).bind("limit", limit);
          return own(h, query.map((row, c) -> BotMessageRows.read(row)).list(), node, until, false);
        });
  }

  /** An attempt to send is written down before it is made, so that its loss is known. */
  private static List<BotMessage> own(
      Handle h, List<BotMessage> found, String node, Instant until, boolean sending) {
    List<BotMessage> own = new ArrayList<>();
    for (BotMessage message : found) {
      int changed =
          h.createUpdate(
                  """
                  UPDATE bot_message SET attempt = attempt + 1, next_at = :until, node = :node,
                         in_doubt = (in_doubt OR :sending)
                   WHERE id = :id AND attempt = :attempt AND state = :state""")
              .bind("until", until)
              .bind("node", node)
              .bind("sending", sending)
              .bind("id", message.id())
              .bind("attempt", message.attempt())
              .bind("state", message.state().wireName())
              .execute();
      if (changed > 0) {
        own.add(message.claimed());
      }
    }
    return own;
  }

  /**
   * A part of the answer was sent and the next one follows.
   *
   * @param until the claim holds longer
   * @return false when the claim was lost
   */
  public boolean partSent(BotMessage claimed, int parts, Instant until) {
    return jdbi.withHandle(
            h ->
                h.createUpdate(
                        """
                        UPDATE bot_message SET parts_sent = :parts, next_at = :until
                         WHERE id = :id AND attempt = :attempt AND state = 'open'""")
                    .bind("parts", parts)
                    .bind("until", until)
                    .bind("id", claimed.id())
                    .bind("attempt", claimed.attempt())
                    .execute())
        > 0;
  }

  /** Stores how a claimed answer ended. */
  public void ended(BotMessage claimed, BotMessageState state, Instant now) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    UPDATE bot_message SET state = :state, finished_at = :now, in_doubt = FALSE
                     WHERE id = :id AND attempt = :attempt AND state = 'open'""")
                .bind("state", state.wireName())
                .bind("now", now)
                .bind("id", claimed.id())
                .bind("attempt", claimed.attempt())
                .execute());
  }

  /**
   * The answer is sent later.
   *
   * @param parts that were sent
   * @param inDoubt whether this attempt may have sent another
   * @param failures attempts that were refused
   */
  public void later(BotMessage claimed, int parts, boolean inDoubt, int failures, Instant next) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    UPDATE bot_message SET next_at = :next, parts_sent = :parts,
                           in_doubt = :doubt, failures = :failures
                     WHERE id = :id AND attempt = :attempt AND state = 'open'""")
                .bind("next", next)
                .bind("parts", parts)
                .bind("doubt", inDoubt)
                .bind("failures", failures)
                .bind("id", claimed.id())
                .bind("attempt", claimed.attempt())
                .execute());
  }

  /**
   * Ends some whose time is over and which nobody has claimed.
   *
   * @return them
   */
  public List<BotMessage> expire(Instant now, int limit) {
    return jdbi.inTransaction(
        h -> {
          List<BotMessage> expired = new ArrayList<>();
          List<BotMessage> over =
              h.createQuery(
                      """
                      SELECT * FROM bot_message
                       WHERE state IN ('received', 'open') AND next_at <= :now
                         AND expires_at <= :now LIMIT :limit""")
                  .bind("now", now)
                  .bind("limit", limit)
                  .map((row, c) -> BotMessageRows.read(row))
                  .list();
          for (BotMessage message : over) {
            int own =
                h.createUpdate(
                        """
                        UPDATE bot_message SET state = 'expired', finished_at = :now,
                               request = NULL
                         WHERE id = :id AND attempt = :attempt AND next_at <= :now
                           AND state IN ('received', 'open')""")
                    .bind("now", now)
                    .bind("id", message.id())
                    .bind("attempt", message.attempt())
                    .execute();
            if (own > 0) {
              expired.add(message);
            }
          }
          return expired;
        });
  }

  /** Ends the claims of a node that has just been started: an earlier process held them. */
  public void release(String node, Instant now) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    UPDATE bot_message SET next_at = :now
                     WHERE state IN ('received', 'open') AND node = :node AND next_at > :now""")
                .bind("now", now)
                .bind("node", node)
                .execute());
  }

  /** How many messages wait for their answers. */
  public long pending() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT count(*) FROM bot_message WHERE state IN ('received', 'open')")
                .mapTo(Long.class)
                .one());
  }
}
