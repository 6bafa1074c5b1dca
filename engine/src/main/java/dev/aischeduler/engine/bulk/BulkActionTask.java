package dev.aischeduler.engine.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobPage;
import dev.aischeduler.db.job.JobSearch;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.engine.server.Cancellations;
import dev.aischeduler.engine.server.ChangePublisher;
import dev.aischeduler.engine.submission.JobFactory;
import dev.aischeduler.engine.system.SystemContext;
import dev.aischeduler.engine.system.SystemTask;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes all jobs that a filter selects, oldest first, in transactions of some hundreds: in a
 * call, or as a system job that continues where it was. Thread-safe.
 */
public final class BulkActionTask implements SystemTask {
  /** Of the system job. */
  public static final String KIND = "bulk-action";

  private static final Logger LOG = LoggerFactory.getLogger(BulkActionTask.class);
  private static final int CHUNK = 250;

  private final Settings settings;
  private final JobSearch search;
  private final JobQueue queue;
  private final Cancellations cancellations;
  private final ChangePublisher publisher;
  private final Clock clock;

  /**
   * What the system job is to do.
   *
   * @param priority of a reprioritise
   * @param filter narrowed to states that the action applies to, and to jobs of before
   * @param matched jobs when it was asked for
   */
  record Document(String action, @Nullable Integer priority, JobFilter filter, long matched) {
    static Document of(BulkAction action, JobFilter filter, long matched) {
      return switch (action.name()) {
        case "reprioritise" ->
            new Document(
                action.name(), ((BulkAction.Reprioritise) action).priority(), filter, matched);
        default -> new Document(action.name(), null, filter, matched);
      };
    }

    BulkAction toAction() {
      return switch (action) {
        case "cancel" -> new BulkAction.Cancel();
        case "retry" -> new BulkAction.Retry();
        default -> new BulkAction.Reprioritise(priority == null ? 0 : priority);
      };
    }

    String toJson() {
      try {
        return Json.mapper().writeValueAsString(this);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("cannot write a bulk action", e);
      }
    }
  }

  /**
   * How far it is.
   *
   * @param after the last job that was read; null at first
   * @param left jobs that may still be read
   */
  record Position(@Nullable UUID after, long left, long changed) {
    static Position parse(@Nullable String text, long matched) {
      if (text == null) {
        return new Position(null, matched, 0);
      }
      String[] parts = text.split(" ", -1);
      return new Position(
          UUID.fromString(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    @Override
    public String toString() {
      return after + " " + left + " " + changed;
    }
  }

  public BulkActionTask(
      Settings settings,
      JobSearch search,
      JobQueue queue,
      Cancellations cancellations,
      ChangePublisher publisher,
      Clock clock) {
    this.settings = settings;
    this.search = search;
    this.queue = queue;
    this.cancellations = cancellations;
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(String document, SystemContext context) {
    Document todo = StrictJson.read(document, Document.class);
    long matched = todo.matched();
    Position from = Position.parse(context.position(), matched);
    long changed =
        change(
            todo.toAction(),
            todo.filter(),
            from,
            now -> {
              context.progress(
                  (double) (matched - now.left()) / matched,
                  matched - now.left() + " of " + matched + " jobs, " + now.changed() + " changed");
              context.position(now.toString());
              context.checkCancelled();
            });
    return todo.action() + ": " + changed + " of " + matched + " jobs changed";
  }

  /**
   * Changes jobs from a position on.
   *
   * @param progress gets the position after each transaction; what it throws ends the work there
   * @return jobs changed, with those before the position
   */
  long change(BulkAction action, JobFilter filter, Position from, Consumer<Position> progress) {
    Position now = from;
    boolean more = now.left() > 0;
    while (more) {
      JobPage chunk = search.oldest(filter, now.after(), (int) Math.min(CHUNK, now.left()));
      long changed = chunk.jobs().isEmpty() ? 0 : apply(action, filter.statuses(), chunk.jobs());
      more = chunk.next() != null && now.left() > chunk.jobs().size();
      if (chunk.next() != null) {
        now = new Position(chunk.next(), now.left() - chunk.jobs().size(), now.changed() + changed);
        progress.accept(now);
      } else {
        now = new Position(now.after(), 0, now.changed() + changed);
      }
    }
    if (action instanceof BulkAction.Reprioritise) {
      publisher.reordered();
    }
    LOG.info("bulk action {}: {} jobs changed", action, now.changed());
    return now.changed();
  }

  private int apply(BulkAction action, Set<JobStatus> states, List<Job> chunk) {
    List<UUID> ids = chunk.stream().map(Job::id).toList();
    if (action instanceof BulkAction.Cancel) {
      List<Transition> done = queue.cancel(ids, states, clock.instant());
      cancellations.committed(done);
      return done.size();
    }
    if (action instanceof BulkAction.Reprioritise to) {
      return queue.reprioritise(
          ids,
          to.priority(),
          settings.priority().agingSeconds() * 1_000_000L,
          settings.bulk().yieldS() * 1_000_000L);
    }
    List<Transition> retried = queue.retry(chunk, states, this::freshTerms, clock.instant());
    publisher.changed(retried);
    return retried.size();
  }

  private JobQueue.Terms freshTerms(Job job) {
    return new JobQueue.Terms(
        JobFactory.freshAttempts(settings.lanes(), job),
        JobFactory.startBy(clock.instant(), job.queueTimeoutS()));
  }
}
