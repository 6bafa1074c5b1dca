package dev.aischeduler.db.bot;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.UniqueViolation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Table {@code bot_message}, but for how answers are sent: {@link BotAnswerStore}. Thread-safe. */
public final class BotMessageStore {

  private final Jdbi jdbi;

  public BotMessageStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Stores a message without a job.
   *
   * @param next when its job is to be stored by another node, or its answer to be sent
   * @return false when the message was taken before, or, of a refusal, its person was refused
   */
  public boolean insert(BotMessage message, String node, Instant next) {
    boolean refusal = message.kind() == BotMessageKind.REFUSAL;
    boolean ended =
        message.state() != BotMessageState.RECEIVED && message.state() != BotMessageState.OPEN;
    try {
      jdbi.useHandle(
          h ->
              quiet(h)
                  .createUpdate(
                      """
                      INSERT INTO bot_message (id, self_id, message_id, user_id, group_id,
                        refused_user_id, transport, kind, language, state, request, answer,
                        attempt, failures, parts_sent, in_doubt, node, created_at, next_at,
                        expires_at, finished_at)
                      VALUES (:id, :self, :message, :user, :group, :refused, :transport, :kind,
                        :language, :state, :request, :answer, 0, 0, 0, FALSE, :node, :created,
                        :next, :expires, :finished)""")
                  .bind("id", message.id())
                  .bind("self", message.selfId())
                  .bind("message", message.messageId())
                  .bind("user", message.userId())
                  .bind("group", message.groupId())
                  .bind("refused", refusal ? Long.valueOf(message.userId()) : null)
                  .bind("transport", message.transport().wireName())
                  .bind("kind", message.kind().wireName())
                  .bind("language", message.language())
                  .bind("state", message.state().wireName())
                  .bind("request", message.request())
                  .bind("answer", message.answer())
                  .bind("node", node)
                  .bind("created", message.createdAt())
                  .bind("next", next)
                  .bind("expires", message.expiresAt())
                  .bind("finished", ended ? message.createdAt() : null)
                  .execute());
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (UniqueViolation.causes(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Errors do not show what was bound: nobody's words belong into the log. */
  private static Handle quiet(Handle handle) {
    handle.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return handle;
  }

  /** Whether a message was taken before. */
  public boolean exists(long selfId, long messageId) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT 1 FROM bot_message WHERE self_id = :self AND message_id = :message")
                .bind("self", selfId)
                .bind("message", messageId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** How many messages of these kinds a person has sent to a bot since a time. */
  public long count(long selfId, long userId, Collection<BotMessageKind> kinds, Instant since) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT count(*) FROM bot_message
                     WHERE self_id = :self AND user_id = :user AND created_at > :since
                       AND kind IN (<kinds>)""")
                .bindList("kinds", kinds.stream().map(BotMessageKind::wireName).toList())
                .bind("self", selfId)
                .bind("user", userId)
                .bind("since", since)
                .mapTo(Long.class)
                .one());
  }

  /**
   * The last turns of a conversation, the newest first, and where it began anew.
   *
   * @param groupId null for the conversation with the bot alone
   * @param since earlier ones are forgotten
   */
  public List<BotMessage> conversation(
      long selfId, long userId, @Nullable Long groupId, Instant since, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM bot_message
                     WHERE self_id = :self AND user_id = :user AND created_at > :since
                       AND COALESCE(group_id, 0) = :group AND kind IN ('chat', 'reset')
                     ORDER BY created_at DESC LIMIT :limit""")
                .bind("self", selfId)
                .bind("user", userId)
                .bind("since", since)
                .bind("group", groupId == null ? 0L : groupId.longValue())
                .bind("limit", limit)
                .map((row, c) -> BotMessageRows.read(row))
                .list());
  }

  /** Messages of a person that wait for the results of their jobs, the oldest first. */
  public List<BotMessage> waiting(
      long selfId, long userId, @Nullable Long groupId, Instant since, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM bot_message
                     WHERE self_id = :self AND user_id = :user AND created_at > :since
                       AND COALESCE(group_id, 0) = :group AND state = 'open'
                       AND job_id IS NOT NULL
                     ORDER BY created_at LIMIT :limit""")
                .bind("self", selfId)
                .bind("user", userId)
                .bind("since", since)
                .bind("group", groupId == null ? 0L : groupId.longValue())
                .bind("limit", limit)
                .map((row, c) -> BotMessageRows.read(row))
                .list());
  }

  /** The job of a message was stored. */
  public void submitted(UUID id, UUID job, Instant now) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    UPDATE bot_message SET state = 'open', job_id = :job, request = NULL,
                           next_at = :now
                     WHERE id = :id AND state = 'received'""")
                .bind("job", job)
                .bind("now", now)
                .bind("id", id)
                .execute());
  }

  /** The job of a message was refused: this is answered instead. */
  public void answered(UUID id, String answer, Instant now) {
    jdbi.useHandle(
        h ->
            quiet(h)
                .createUpdate(
                    """
                    UPDATE bot_message SET state = 'open', answer = :answer, request = NULL,
                           next_at = :now
                     WHERE id = :id AND state = 'received'""")
                .bind("answer", answer)
                .bind("now", now)
                .bind("id", id)
                .execute());
  }

  /**
   * The person takes a message back. False when its answer is being sent, or was.
   *
   * <p>A claimed one has its next time ahead.
   */
  public boolean cancel(UUID id, Instant now) {
    return jdbi.withHandle(
            h ->
                h.createUpdate(
                        """
                        UPDATE bot_message SET state = 'cancelled', finished_at = :now
                         WHERE id = :id AND state = 'open' AND next_at <= :now
                           AND in_doubt = FALSE AND parts_sent = 0""")
                    .bind("id", id)
                    .bind("now", now)
                    .execute())
        > 0;
  }

  /** Removes some that ended and are older than a time; returns how many. */
  public int removeCreatedBefore(Instant time, int limit) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                    """
                    DELETE FROM bot_message WHERE id IN (
                      SELECT id FROM bot_message
                       WHERE created_at < :time AND state NOT IN ('received', 'open')
                       ORDER BY created_at LIMIT :limit)""")
                .bind("time", time)
                .bind("limit", limit)
                .execute());
  }
}
