package dev.aischeduler.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.Database;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Nodes that fire the same schedule at the same instants, from two threads each. */
final class Race implements AutoCloseable {
  private final SettableClock clock = new SettableClock(Instant.parse("2027-01-04T12:00:00Z"));
  private final List<EngineFixture> nodes = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  Race(Database first, @Nullable Database second, Path folder) {
    nodes.add(new EngineFixture(first, folder, clock));
    if (second != null) {
      nodes.add(new EngineFixture(second, folder, clock, "node.name=node-b"));
    }
    nodes.get(0).jobs().pause(TestTaskTypes.LLM, true);
  }

  UUID schedule() {
    ObjectNode document =
        (ObjectNode)
            StrictJson.tree(
                "{\"name\": \"race\", \"overlap\": \"allow\", \"when\": \"every 1s\","
                    + " \"target\": {\"job\": {\"type\": \"llm\", \"text\": \"t\"}}}");
    return nodes.get(0).engine().schedules().create(document).schedule().id();
  }

  void run(UUID schedule, int times) {
    for (int i = 0; i < times; i++) {
      clock.advance(Duration.ofSeconds(1));
      List<Future<?>> firings = new ArrayList<>();
      for (EngineFixture node : nodes) {
        Schedules schedules = node.engine().schedules();
        firings.add(threads.submit(() -> schedules.fire(schedule)));
        firings.add(threads.submit(() -> schedules.fire(schedule)));
      }
      firings.forEach(Race::end);
    }
  }

  private static void end(Future<?> firing) {
    try {
      firing.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Fire times whose job was started; a node that learns late of the pause has run some. */
  int rows() {
    return count("SELECT count(*) FROM schedule_run WHERE job_id IS NOT NULL");
  }

  int jobs() {
    return count("SELECT count(*) FROM job");
  }

  int distinctJobsOfRows() {
    return count(
        "SELECT count(DISTINCT r.job_id) FROM schedule_run r JOIN job j ON j.id = r.job_id");
  }

  private int count(String sql) {
    return nodes
        .get(0)
        .database
        .jdbi()
        .withHandle(h -> h.createQuery(sql).mapTo(Integer.class).one());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    nodes.forEach(EngineFixture::close);
  }
}
