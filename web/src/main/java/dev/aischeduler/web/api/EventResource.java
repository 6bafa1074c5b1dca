package dev.aischeduler.web.api;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.web.api.sse.EventQueue;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.sse.StreamLoop;
import dev.aischeduler.web.api.view.EventView;
import dev.aischeduler.web.api.view.EventsView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** What happens: to one job (history, then live) and to all of them (live). */
final class EventResource implements Resource {
  private final JobService jobs;
  private final Streams streams;

  EventResource(JobService jobs, Streams streams) {
    this.jobs = jobs;
    this.streams = streams;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Paths.V1 + "/task/{task_id}/events", this::one);
    routes.get(Paths.V1 + "/events", this::all);
  }

  private void one(Context ctx) {
    UUID id = TaskLookup.find(jobs, ctx).job().id();
    long after = lastEventId(ctx);
    if (Accept.of(ctx.header("Accept")).prefers("application/json", "text/event-stream")) {
      var events = jobs.events(id, after).stream().map(EventView::of).toList();
      Replies.json(ctx, 200, new EventsView(id, events));
      return;
    }
    EventQueue queue = new EventQueue();
    Subscription subscription = jobs.subscribe(id, after, queue);
    try {
      streams.answer(ctx, (stream, stop) -> tellOne(id, queue, stream, stop));
    } finally {
      subscription.close();
    }
  }

  /** Passes the history on, then what comes, until the job is final. */
  private void tellOne(UUID id, EventQueue queue, EventStream stream, BooleanSupplier stop)
      throws IOException, InterruptedException {
    new StreamLoop(stream, queue, stop)
        .run(
            new StreamLoop.Listener() {
              @Override
              public boolean on(JobEvent event) throws IOException {
                stream.send(event.kind(), event.seq(), EventView.of(event));
                // a job that was retried has several final states in its history
                return FinalEvents.ends(event) && jobs.events(id, event.seq()).isEmpty();
              }

              @Override
              public boolean onIdle() {
                return ended(id);
              }
            });
  }

  private boolean ended(UUID id) {
    return jobs.find(id).map(details -> details.job().status().isFinal()).orElse(true);
  }

  private void all(Context ctx) {
    EventQueue queue = new EventQueue();
    Subscription subscription = jobs.subscribeAll(queue);
    try {
      streams.answer(ctx, (stream, stop) -> tellAll(queue, stream, stop));
    } finally {
      subscription.close();
    }
  }

  private static void tellAll(EventQueue queue, EventStream stream, BooleanSupplier stop)
      throws IOException, InterruptedException {
    new StreamLoop(stream, queue, stop)
        .run(
            new StreamLoop.Listener() {
              @Override
              public boolean on(JobEvent event) throws IOException {
                // tokens belong to those who follow that one job
                if (!event.kind().equals("token")) {
                  stream.send(event.kind(), event.seq(), EventView.of(event));
                }
                return false;
              }

              @Override
              public boolean onIdle() {
                return false;
              }
            });
  }

  private static long lastEventId(Context ctx) {
    String header = ctx.header("Last-Event-ID");
    if (header == null || header.isBlank()) {
      return 0;
    }
    if (!header.strip().matches("\\d{1,18}")) {
      throw ApiException.invalid("Last-Event-ID", "must be the id of an event: a whole number");
    }
    return Long.parseLong(header.strip());
  }
}
