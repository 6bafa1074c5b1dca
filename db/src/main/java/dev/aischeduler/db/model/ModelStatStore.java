package dev.aischeduler.db.model;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Table {@code model_stat}, of which a node writes only its own rows. Thread-safe. */
public final class ModelStatStore {
  private static final String UPDATE =
      """
      UPDATE model_stat
         SET type = :type, weights_bytes = :weights, footprint_bytes = :footprint,
             measured = :measured, pinned = :pinned, load_ms = :loadMs, loads = :loads,
             evictions = :evictions, failures = :failures, last_used_at = :used,
             updated_at = :now
       WHERE node = :node AND device = :device AND model = :model
      """;

  private static final String INSERT =
      """
      INSERT INTO model_stat (node, device, model, type, weights_bytes, footprint_bytes, measured,
                              pinned, load_ms, loads, evictions, failures, last_used_at, updated_at)
      VALUES (:node, :device, :model, :type, :weights, :footprint, :measured,
              :pinned, :loadMs, :loads, :evictions, :failures, :used, :now)
      """;

  private final Jdbi jdbi;
  private final String node;
  private final Clock clock;

  public ModelStatStore(Database database, String node, Clock clock) {
    this.jdbi = database.jdbi();
    this.node = node;
    this.clock = clock;
  }

  /** Everything that is known. */
  public List<ModelStat> all() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM model_stat WHERE node = :node ORDER BY device, model")
                .bind("node", node)
                .map((row, context) -> stat(row))
                .list());
  }

  private static ModelStat stat(ResultSet row) throws SQLException {
    OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
    return new ModelStat(
        row.getString("device"),
        row.getString("model"),
        new TaskType(row.getString("type")),
        row.getLong("weights_bytes"),
        row.getLong("footprint_bytes"),
        row.getBoolean("measured"),
        row.getObject("pinned", Boolean.class),
        row.getLong("load_ms"),
        row.getInt("loads"),
        row.getInt("evictions"),
        row.getInt("failures"),
        used == null ? null : used.toInstant());
  }

  /** Writes what is known of a model now. */
  public void save(ModelStat stat) {
    jdbi.useTransaction(
        h -> {
          if (execute(h, UPDATE, stat) == 0) {
            execute(h, INSERT, stat);
          }
        });
  }

  private int execute(Handle h, String sql, ModelStat stat) {
    var used = stat.lastUsedAt();
    return h.createUpdate(sql)
        .bind("node", node)
        .bind("device", stat.device())
        .bind("model", stat.model())
        .bind("type", stat.type().wireName())
        .bind("weights", stat.weightsBytes())
        .bind("footprint", stat.footprintBytes())
        .bind("measured", stat.measured())
        .bindByType("pinned", stat.pinned(), Boolean.class)
        .bind("loadMs", stat.loadMs())
        .bind("loads", stat.loads())
        .bind("evictions", stat.evictions())
        .bind("failures", stat.failures())
        .bindByType(
            "used", used == null ? null : used.atOffset(ZoneOffset.UTC), OffsetDateTime.class)
        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
        .execute();
  }
}
