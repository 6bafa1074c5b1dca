package dev.aischeduler.engine.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.job.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the tables say, read past the pool whose connections fail. Used by one thread. */
final class FaultLedger implements AutoCloseable {
  private static final String EVENTS =
      "SELECT data FROM job_event WHERE job_id = :id AND kind = 'state' ORDER BY seq";

  private final Database database;

  /** Takes over a database that never fails; it is closed with this. */
  FaultLedger(Database database) {
    this.database = database;
  }

  private record Row(
      UUID id, String text, JobStatus status, int attempt, @Nullable String result) {}

  /** Makes a waiting job one that a dead node was running. */
  void orphan(UUID job, String tag) {
    database
        .jdbi()
        .useTransaction(
            h -> {
              int taken =
                  h.createUpdate(
                          """
                          UPDATE job
                             SET status = 'running', node = :node, attempt = attempt + 1,
                                 fencing_token = fencing_token + 1, started_at = CURRENT_TIMESTAMP
                           WHERE id = :id AND status = 'queued'""")
                      .bind("node", "dead-" + tag)
                      .bind("id", job)
                      .execute();
              if (taken == 1) {
                h.createUpdate(
                        """
                        INSERT INTO job_event (job_id, at, kind, data)
                        VALUES (:id, CURRENT_TIMESTAMP, 'state', '{"status":"running"}')""")
                    .bind("id", job)
                    .execute();
                addNode(h, "dead-" + tag, "CURRENT_TIMESTAMP");
              }
            });
  }

  /** A node that is registered and says no more. */
  void silentNode(String tag) {
    database.jdbi().useHandle(h -> addNode(h, "silent-" + tag, "NULL"));
  }

  private static void addNode(Handle h, String name, String lostAt) {
    h.createUpdate(
            String.format(
                Locale.ROOT,
                """
            INSERT INTO node (name, labels, version, started_at, heartbeat_at, incarnation, host,
                              pid, url, slots, lanes, draining, lost_at)
            VALUES (:name, 'gpu', 'x', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, :incarnation, 'x', 1,
                    NULL, 1, 'llm:1', FALSE, %s)""",
                lostAt))
        .bind("name", name)
        .bind("incarnation", UUID.randomUUID())
        .execute();
  }

  /** Takes the rows of the nodes away that never were. */
  void forgetNodes() {
    database
        .jdbi()
        .useHandle(
            h -> h.execute("DELETE FROM node WHERE name LIKE 'dead-%' OR name LIKE 'silent-%'"));
  }

  /** The registered nodes, and which of them drain. */
  String nodes() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT name, draining, lost_at FROM node")
                    .map(
                        (row, context) ->
                            row.getString(1)
                                + (row.getBoolean(2) ? " drains" : "")
                                + (row.getObject(3) == null ? "" : " is lost"))
                    .list()
                    .toString());
  }

  /** Jobs of a tag that have not ended. */
  List<String> open(String tag) {
    return rows(tag).stream().filter(r -> !r.status().isFinal()).map(Row::toString).toList();
  }

  /** A job's history in one line. */
  String describe(UUID job) {
    return job + " " + states(job);
  }

  /** What is wrong with the jobs of a tag, all of which have ended. */
  List<String> complaints(String tag, FaultCalls calls, Map<String, Integer> runs) {
    List<String> wrong = new ArrayList<>();
    List<Row> rows = rows(tag);
    Map<String, Long> texts =
        rows.stream().collect(Collectors.groupingBy(Row::text, Collectors.counting()));
    texts.forEach(
        (text, count) -> check(wrong, count == 1, text + " is stored " + count + " times"));
    Set<UUID> ids = rows.stream().map(Row::id).collect(Collectors.toSet());
    calls.acknowledged.forEach(
        id -> check(wrong, ids.contains(id), "acknowledged job " + id + " is gone"));
    for (List<String> together : calls.doubtful) {
      long there = together.stream().filter(texts::containsKey).count();
      check(
          wrong,
          there == 0 || there == together.size(),
          "a call that threw left a part: " + together);
    }
    for (Row row : rows) {
      check(wrong, row, calls, runs.getOrDefault(row.text(), 0));
    }
    return wrong;
  }

  private void check(List<String> wrong, Row row, FaultCalls calls, int runs) {
    List<String> states = states(row.id());
    String about = row.text() + " " + states + ": ";
    JobStatus end = calls.ends.get(row.text());
    check(wrong, row.status() == end, about + "ended " + row.status() + ", not " + end);
    check(wrong, (row.status() == JobStatus.SUCCEEDED) == (row.result() != null), about + "result");
    int finals = 0;
    int starts = 0;
    String before = "";
    for (String state : states) {
      boolean isFinal = JobStatus.fromWireName(state).orElseThrow().isFinal();
      finals += isFinal ? 1 : 0;
      starts += state.equals("running") ? 1 : 0;
      check(wrong, !state.equals("running") || !before.equals("running"), about + "starts twice");
      before = state;
    }
    check(wrong, before.equals(row.status().wireName()), about + "history ends otherwise");
    // the filter also selects those of a bulk call that threw and was made all the same
    int retries =
        row.text().contains("-bulk")
            ? calls.bulkRetries.get()
            : calls.retries.getOrDefault(row.id(), 0);
    check(wrong, finals >= 1 && finals <= 1 + retries, about + finals + " ends");
    check(wrong, runs <= starts, about + runs + " runs of " + starts + " starts");
    check(wrong, row.status() != JobStatus.SUCCEEDED || runs >= 1, about + "never ran");
  }

  private static void check(List<String> wrong, boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }

  private List<String> states(UUID job) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery(EVENTS).bind("id", job).mapTo(String.class).list())
        .stream()
        .map(data -> text(data, "status"))
        .toList();
  }

  private List<Row> rows(String tag) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT id, request, status, attempt, result FROM job WHERE tags LIKE :tag")
                    .bind("tag", "%," + tag + ",%")
                    .map(
                        (row, context) ->
                            new Row(
                                row.getObject("id", UUID.class),
                                text(row.getString("request"), "text"),
                                JobStatus.fromWireName(row.getString("status")).orElseThrow(),
                                row.getInt("attempt"),
                                row.getString("result")))
                    .list());
  }

  private static String text(String json, String field) {
    try {
      return Json.mapper().readTree(json).path(field).asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
