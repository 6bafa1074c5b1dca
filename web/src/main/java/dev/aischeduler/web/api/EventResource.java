package dev.aischeduler.web.api;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.Accept;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.sse.EventWriter;
import dev.aischeduler.web.api.sse.StreamContent;
import dev.aischeduler.web.api.view.EventView;
import dev.aischeduler.web.api.wait.BlockedCallerLimit;
import dev.aischeduler.web.api.wait.FinalEvents;
import dev.aischeduler.web.api.wait.JobEnds;
import dev.aischeduler.web.api.wait.Streams;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What happens to one job: its history, then what comes. */
final class EventResource implements Resource {
  /** Stored history of one job, oldest first. */
  record EventsReply(UUID taskId, List<EventView> events) {}

  private final JobService jobs;
  private final JobEnds ends;
  private final Streams streams;

  EventResource(JobService jobs, JobEnds ends, Streams streams) {
    this.jobs = jobs;
    this.ends = ends;
    this.streams = streams;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Paths.V1 + "/task/{task_id}/events", this::answer);
  }

  private void answer(Context ctx) {
    UUID id = TaskLookup.find(jobs, ctx).job().id();
    long after = lastEventId(ctx);
    if (Accept.of(ctx.header("Accept")).prefers("application/json", "text/event-stream")) {
      var events = jobs.events(id, after).stream().map(EventView::of).toList();
      Replies.json(ctx, 200, new EventsReply(id, events));
      return;
    }
    One content = new One(ctx, id, after);
    Subscription end = ends.watch(id, content::hasEnded);
    try {
      answer(ctx, content, stream -> both(jobs.subscribe(id, after, stream), end));
    } catch (RuntimeException | Error e) {
      end.close();
      throw e;
    }
  }

  private static Subscription both(Subscription first, Subscription second) {
    return () -> {
      first.close();
      second.close();
    };
  }

  private void answer(Context ctx, One content, Function<EventStream, Subscription> subscription) {
    BlockedCallerLimit.Place place = streams.place();
    try {
      EventStream stream = streams.prepare(ctx, content);
      Subscription subscribed = subscription.apply(stream);
      streams.answer(ctx, stream, place, subscribed::close);
    } catch (RuntimeException | Error e) {
      place.close();
      throw e;
    }
  }

  /** The history of one job, then what comes, until the job is final. */
  private final class One implements StreamContent {
    private final Context ctx;
    private final UUID id;
    private volatile boolean ended;

    /** Only the stream's task touches it after construction. */
    private long lastSeq;

    One(Context ctx, UUID id, long after) {
      this.ctx = ctx;
      this.id = id;
      this.lastSeq = after;
    }

    void hasEnded() {
      ended = true;
    }

    @Override
    public boolean begin(EventWriter to) {
      return false;
    }

    @Override
    public boolean on(JobEvent event, EventWriter to) {
      send(event, to);
      // a job that was retried has several final states in its history
      return FinalEvents.ends(event) && jobs.events(id, event.seq()).isEmpty();
    }

    @Override
    public boolean onIdle(EventWriter to) {
      if (!ended || !jobs.unfinished(List.of(id)).isEmpty()) {
        return false;
      }
      // its last events may still be on their way to this stream
      jobs.events(id, lastSeq).forEach(event -> send(event, to));
      return true;
    }

    private void send(JobEvent event, EventWriter to) {
      lastSeq = Math.max(lastSeq, event.seq());
      to.send(event.kind(), event.seq(), EventView.of(event));
    }

    @Override
    public void onFailure(RuntimeException cause, EventWriter to) {
      Streams.explain(ctx, cause, to);
    }
  }

  /**
   * The position that a client has seen before; 0 for none.
   *
   * @throws ApiException 400 when it is no position
   */
  static long lastEventId(Context ctx) {
    String header = ctx.header("Last-Event-ID");
    if (header == null || header.isBlank()) {
      return 0;
    }
    return position("Last-Event-ID", header.strip());
  }

  /**
   * A position as it is written.
   *
   * @param name of the field
   * @throws ApiException 400 when it is none
   */
  static long position(String name, String text) {
    if (!text.matches("\\d{1,18}")) {
      throw ApiException.invalid(name, "must be the id of an event: a whole number");
    }
    return Long.parseLong(text);
  }
}
