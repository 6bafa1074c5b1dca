package dev.aischeduler.db.bot;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Reads rows of table {@code bot_message}. */
final class BotMessageRows {
  private BotMessageRows() {}

  static BotMessage read(ResultSet row) throws SQLException {
    return new BotMessage(
        row.getObject("id", UUID.class),
        row.getLong("self_id"),
        row.getLong("message_id"),
        row.getLong("user_id"),
        row.getObject("group_id", Long.class),
        BotTransport.of(row.getString("transport")),
        BotMessageKind.of(row.getString("kind")),
        row.getString("language"),
        BotMessageState.of(row.getString("state")),
        row.getObject("job_id", UUID.class),
        row.getString("request"),
        row.getString("answer"),
        row.getInt("attempt"),
        row.getInt("failures"),
        row.getInt("parts_sent"),
        row.getBoolean("in_doubt"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }
}
