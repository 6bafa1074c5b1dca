package dev.aischeduler.web.api;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.engine.event.EventLog;
import dev.aischeduler.engine.event.EventReplay;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.sse.EventWriter;
import dev.aischeduler.web.api.sse.StreamContent;
import dev.aischeduler.web.api.view.EventView;
import dev.aischeduler.web.api.wait.Streams;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream of what happens to all jobs that it sees, without the tokens: they belong to
 * those who follow one job.
 *
 * <p>Invariant: every {@code id} that it writes is a position up to which the client has everything
 * that it may see, so that it goes on from there at any node.
 */
final class AllEvents implements StreamContent {
  /** What the log tells of itself: everything up to here was delivered. */
  private static final String SETTLED = "settled";

  private static final UUID NO_JOB = new UUID(0, 0);

  /** Where the stream stands. */
  record Position(long position) {}

  /** Why events between were left out, and where the stream goes on. */
  record Reset(String reason, long position, String remedy) {}

  private final Context ctx;
  private final EventReplay replay;
  private final Caller caller;
  private final JobOwners owners;
  private final @Nullable Long after;

  /** What is settled once an event of the log was told, by the event's position. */
  private final Map<Long, Long> settledBy = new ConcurrentHashMap<>();

  /** Set before the stream opens. */
  private volatile EventLog.@Nullable Beginning beginning;

  /** Only the stream's task touches these. */
  private final Set<Long> replayed = new HashSet<>();

  private long cursor;
  private long told;
  private long settled;

  /**
   * A stream that is not open yet.
   *
   * @param after position that the client has; null for a client that begins
   */
  AllEvents(
      Context ctx, EventReplay replay, Caller caller, JobOwners owners, @Nullable Long after) {
    this.ctx = ctx;
    this.replay = replay;
    this.caller = caller;
    this.owners = owners;
    this.after = after;
  }

  /** Puts what the log delivers into the stream. */
  EventLog.Follower follower(EventStream stream) {
    return new EventLog.Follower() {
      @Override
      public void event(JobEvent event, long position) {
        if (position != EventLog.NO_POSITION) {
          settledBy.put(event.seq(), position);
        }
        stream.accept(event);
      }

      @Override
      public void settled(long position) {
        stream.accept(new JobEvent(position, NO_JOB, Instant.EPOCH, SETTLED, ""));
      }
    };
  }

  /** Where the log begins to deliver. */
  void begins(EventLog.Beginning where) {
    this.beginning = where;
  }

  /** True for what the log does not tell: it is not stored. */
  static boolean isTold(JobEvent event) {
    return event.seq() == 0 && !event.kind().equals("token");
  }

  private EventLog.Beginning beginning() {
    return Objects.requireNonNull(beginning);
  }

  @Override
  public boolean begin(EventWriter to) {
    EventLog.Beginning from = beginning();
    settled = Math.max(EventReplay.FIRST, from.settled());
    cursor = from.read();
    if (after != null) {
      EventReplay.Possible possible = replay.possible(after, from.read());
      if (possible == EventReplay.Possible.YES) {
        cursor = after;
        settled = Math.max(EventReplay.FIRST, Math.min(after, settled));
      } else {
        Reset reset =
            new Reset(
                possible.name().toLowerCase(Locale.ROOT),
                settled,
                "read the lists that you need again; the stream goes on from here");
        to.send("reset", settled, reset);
      }
    }
    position(to);
    return false;
  }

  @Override
  public boolean catchUp(EventWriter to) {
    EventLog.Beginning from = beginning();
    List<JobEvent> page = cursor < from.read() ? replay.page(cursor, from.read()) : List.of();
    for (JobEvent event : page) {
      boolean creation = event.isCreation();
      if (!creation) {
        cursor = event.seq();
        settled = Math.max(settled, Math.min(cursor, from.settled()));
        if (cursor > from.settled()) {
          // the log delivers those that it had missed, and may have missed this one
          replayed.add(cursor);
        }
      }
      tell(event, creation ? EventLog.NO_POSITION : settled, to);
    }
    return page.isEmpty();
  }

  @Override
  public boolean on(JobEvent event, EventWriter to) {
    if (event.kind().equals(SETTLED)) {
      settled = Math.max(settled, event.seq());
      return false;
    }
    Long position = settledBy.remove(event.seq());
    if (position == null) {
      tell(event, EventLog.NO_POSITION, to);
      return false;
    }
    settled = Math.max(settled, position);
    if (!replayed.remove(event.seq())) {
      tell(event, settled, to);
    }
    return false;
  }

  private void tell(JobEvent event, long position, EventWriter to) {
    if (caller.tenant() == null || caller.sees(owners.of(event.jobId()))) {
      to.send(event.kind(), position, EventView.of(event));
      told = Math.max(told, position);
    }
  }

  /** Also a client that sees few of the events gets on. */
  @Override
  public boolean onIdle(EventWriter to) {
    if (settled > told) {
      position(to);
    }
    return false;
  }

  private void position(EventWriter to) {
    to.send("position", settled, new Position(settled));
    told = settled;
  }

  @Override
  public void onFailure(RuntimeException cause, EventWriter to) {
    Streams.explain(ctx, cause, to);
  }
}
