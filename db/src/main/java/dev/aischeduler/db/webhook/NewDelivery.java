package dev.aischeduler.db.webhook;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is about to be stored, in the transaction of the change that it reports.
 *
 * @param subject {@code task}, or the kind of a run
 * @param at when the event happened
 */
public record NewDelivery(
    String tenant, String subject, UUID subjectId, Event event, String url, Instant at) {

  private static final String INSERT =
      """
      INSERT INTO webhook_delivery (id, tenant, subject, subject_id, event, url, state, attempt,
        created_at, next_attempt_at)
      VALUES (?, ?, ?, ?, ?, ?, 'pending', 0, ?, ?)""";

  /** The delivery of an event to who wants it; null when nobody does. */
  public static @Nullable NewDelivery of(
      @Nullable Callback callback,
      @Nullable Event event,
      String tenant,
      String subject,
      UUID subjectId,
      Instant at) {
    return callback == null || event == null || !callback.events().contains(event)
        ? null
        : new NewDelivery(tenant, subject, subjectId, event, callback.url(), at);
  }

  /** Stores them, due at once. */
  public static void insert(Connection connection, List<NewDelivery> deliveries)
      throws SQLException {
    if (deliveries.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (NewDelivery delivery : deliveries) {
        var at = delivery.at().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        insert.setObject(1, id(delivery.at()));
        insert.setString(2, delivery.tenant());
        insert.setString(3, delivery.subject());
        insert.setObject(4, delivery.subjectId());
        insert.setString(5, delivery.event().wireName());
        insert.setString(6, delivery.url());
        insert.setObject(7, at);
        insert.setObject(8, at);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** A UUID of version 7 (RFC 9562). */
  private static UUID id(Instant at) {
    UUID random = UUID.randomUUID();
    long time = at.toEpochMilli() << 16;
    return new UUID(
        time | 0x7000 | (random.getMostSignificantBits() & 0xFFF),
        random.getLeastSignificantBits());
  }
}
