package dev.aischeduler.db.lane;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.UniqueViolation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code lane}: which lanes are paused, their weights, and how far their rates are used.
 * Thread-safe.
 */
public final class LaneStore {
  /** SQL state of a key that exists already. */
  private final Jdbi jdbi;

  public LaneStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Makes the row of each of these lanes that has none yet; a claim under a limit locks it. */
  public void makeRows(Collection<TaskType> lanes, Instant now) {
    Set<String> known =
        jdbi.withHandle(h -> h.createQuery("SELECT name FROM lane").mapTo(String.class).set());
    for (TaskType lane : lanes) {
      if (!known.contains(lane.wireName())) {
        insert(lane, now);
      }
    }
  }

  /** Another node may insert between the check and this. */
  private void insert(TaskType lane, Instant now) {
    try {
      jdbi.useHandle(
          h ->
              h.createUpdate(
                      "INSERT INTO lane (name, paused, updated_at) VALUES (:name, FALSE, :now)")
                  .bind("name", lane.wireName())
                  .bind("now", now.atOffset(ZoneOffset.UTC))
                  .execute());
    } catch (UnableToExecuteStatementException e) {
      if (!UniqueViolation.causes(e)) {
        throw e;
      }
    }
  }

  /** Every lane that has a row, also one that no running process knows any more. */
  public Set<TaskType> all() {
    return lanes("SELECT name FROM lane ORDER BY name");
  }

  private Set<TaskType> lanes(String sql) {
    Set<TaskType> lanes = new LinkedHashSet<>();
    jdbi.useHandle(
        h ->
            h.createQuery(sql)
                .mapTo(String.class)
                .forEach(name -> TaskType.read(name).ifPresent(lanes::add)));
    return lanes;
  }

  /** Lanes that start no jobs now. */
  public Set<TaskType> paused() {
    return lanes("SELECT name FROM lane WHERE paused");
  }

  /** Pauses or resumes a lane, on every node. */
  public void setPaused(TaskType lane, boolean paused, Instant now) {
    jdbi.useTransaction(
        h -> {
          int updated =
              h.createUpdate(
                      "UPDATE lane SET paused = :paused, updated_at = :now WHERE name = :name")
                  .bind("paused", paused)
                  .bind("now", now.atOffset(ZoneOffset.UTC))
                  .bind("name", lane.wireName())
                  .execute();
          if (updated == 0) {
            h.createUpdate(
                    "INSERT INTO lane (name, paused, updated_at) VALUES (:name, :paused, :now)")
                .bind("name", lane.wireName())
                .bind("paused", paused)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
          }
        });
  }

  /** Weights of the lanes whose weight was changed while a server ran. */
  public Map<TaskType, Integer> weights() {
    Map<TaskType, Integer> weights = new LinkedHashMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery("SELECT name, weight FROM lane WHERE weight IS NOT NULL")
                .map((row, c) -> Map.entry(row.getString("name"), row.getInt("weight")))
                .forEach(
                    row ->
                        TaskType.read(row.getKey())
                            .ifPresent(lane -> weights.put(lane, row.getValue()))));
    return weights;
  }

  /** Sets the weights of lanes, which all have rows, together. */
  public void setWeights(Map<TaskType, Integer> weights, Instant now) {
    jdbi.useTransaction(
        h ->
            weights.forEach(
                (lane, weight) ->
                    h.createUpdate(
                            "UPDATE lane SET weight = :weight, updated_at = :now WHERE name = :name")
                        .bind("weight", weight)
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("name", lane.wireName())
                        .execute()));
  }

  /**
   * Changes the time of a lane's rate; its row is locked meanwhile, on every node.
   *
   * @param change gives the new time from the present one, which is null before the first start;
   *     null leaves it
   */
  public void changeRate(TaskType lane, Function<Optional<Instant>, @Nullable Instant> change) {
    jdbi.useTransaction(
        h -> {
          List<Optional<Instant>> before =
              h.createQuery("SELECT rate_at FROM lane WHERE name = :name FOR UPDATE")
                  .bind("name", lane.wireName())
                  .map(
                      (row, c) ->
                          Optional.ofNullable(row.getObject("rate_at", OffsetDateTime.class))
                              .map(OffsetDateTime::toInstant))
                  .list();
          Instant after = before.isEmpty() ? null : change.apply(before.get(0));
          if (after != null) {
            h.createUpdate("UPDATE lane SET rate_at = :at WHERE name = :name")
                .bind("at", after.atOffset(ZoneOffset.UTC))
                .bind("name", lane.wireName())
                .execute();
          }
        });
  }
}
