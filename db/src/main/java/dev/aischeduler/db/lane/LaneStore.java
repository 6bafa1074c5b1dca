package dev.aischeduler.db.lane;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Table {@code lane}: which lanes are paused. A lane without a row is not. Thread-safe. */
public final class LaneStore {
  /** SQL state of a key that exists already. */
  private static final String UNIQUE = "23505";

  private final Jdbi jdbi;

  /** A store over the database. */
  public LaneStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Makes the row of each lane that has none yet; a claim under a limit locks it. */
  public void makeRows(Instant now) {
    Set<String> known =
        jdbi.withHandle(h -> h.createQuery("SELECT name FROM lane").mapTo(String.class).set());
    for (TaskType lane : TaskType.values()) {
      if (!known.contains(lane.wireName())) {
        insert(lane, now);
      }
    }
  }

  /** Another node may be quicker between the look and this. */
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
      if (!(e.getCause() instanceof SQLException sql) || !UNIQUE.equals(sql.getSQLState())) {
        throw e;
      }
    }
  }

  /** Lanes that start no jobs now. */
  public Set<TaskType> paused() {
    Set<TaskType> paused = EnumSet.noneOf(TaskType.class);
    jdbi.withHandle(
            h -> h.createQuery("SELECT name FROM lane WHERE paused").mapTo(String.class).list())
        .forEach(name -> TaskType.fromWireName(name).ifPresent(paused::add));
    return paused;
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
}
