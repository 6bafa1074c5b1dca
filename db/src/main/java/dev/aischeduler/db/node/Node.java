package dev.aischeduler.db.node;

import dev.aischeduler.config.TaskType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of table {@code node}, as the database saw it at one moment.
 *
 * @param name unique among the nodes of a database
 * @param incarnation changes with every registration of that name
 * @param labels resource labels that it offers
 * @param version version of the product it runs
 * @param host machine it runs on
 * @param pid its process on that machine
 * @param url where it answers; null when it serves no one
 * @param slots jobs that it may run at once
 * @param lanes lanes that it serves, and how many jobs of each it may run at once
 * @param draining true when it starts no job because a person asked for it
 * @param startedAt when it registered, by the database's clock
 * @param heartbeatAt its last heartbeat, by the database's clock
 * @param heartbeatAge how long ago that was, by the database's clock
 * @param lost true when the others gave it up
 * @param leased true when its session with the database is open (always false on H2, which serves
 *     one node)
 */
public record Node(
    String name,
    UUID incarnation,
    List<String> labels,
    String version,
    String host,
    long pid,
    @Nullable String url,
    int slots,
    Map<TaskType, Integer> lanes,
    boolean draining,
    Instant startedAt,
    Instant heartbeatAt,
    Duration heartbeatAge,
    boolean lost,
    boolean leased) {

  /** Reads the current row of {@link NodeSql#selectNodes}. */
  static Node map(ResultSet row) throws SQLException {
    Instant heartbeat = row.getObject("heartbeat_at", OffsetDateTime.class).toInstant();
    Instant seen = row.getObject("seen_at", OffsetDateTime.class).toInstant();
    return new Node(
        row.getString("name"),
        row.getObject("incarnation", UUID.class),
        List.of(row.getString("labels").split(",")),
        row.getString("version"),
        row.getString("host"),
        row.getLong("pid"),
        row.getString("url"),
        row.getInt("slots"),
        LaneSlots.split(row.getString("lanes")),
        row.getBoolean("draining"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        heartbeat,
        Duration.between(heartbeat, seen),
        row.getObject("lost_at") != null,
        row.getBoolean("leased"));
  }
}
