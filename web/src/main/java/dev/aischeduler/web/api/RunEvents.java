package dev.aischeduler.web.api;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.web.api.reply.Snapshot;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.sse.EventWriter;
import dev.aischeduler.web.api.sse.StreamContent;
import dev.aischeduler.web.api.wait.BlockedCallerLimit;
import dev.aischeduler.web.api.wait.RunChanges;
import dev.aischeduler.web.api.wait.Streams;
import io.javalin.http.Context;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Lets clients follow runs of whatever kind by events: each is the run's document as it is then,
 * the last one final. A client that reads slowly misses states in between, never the last one.
 * Thread-safe.
 */
final class RunEvents {
  private final Streams streams;
  private final RunChanges changes;

  RunEvents(Streams streams, RunChanges changes) {
    this.streams = streams;
    this.changes = changes;
  }

  /**
   * Answers with the run's state, unless it is the one that {@code Last-Event-ID} names, then with
   * each that follows. 204 when that one is final, which keeps browsers from coming again.
   *
   * @param look reads the run's state; throws when there is no such run
   */
  void follow(Context ctx, UUID run, Supplier<Snapshot> look) {
    long known = EventResource.lastEventId(ctx);
    Snapshot now = look.get();
    if (now.over() && now.tag() == known) {
      ctx.status(204);
      return;
    }
    BlockedCallerLimit.Place place = streams.place();
    try {
      Content content = new Content(ctx, look, known);
      EventStream stream = streams.prepare(ctx, content);
      Subscription watch =
          changes.watch(
              run,
              () -> {
                content.changed.set(true);
                stream.ask();
              });
      streams.answer(ctx, stream, place, watch::close);
    } catch (RuntimeException | Error e) {
      place.close();
      throw e;
    }
  }

  /** States of one run. */
  private static final class Content implements StreamContent {
    private final Context ctx;
    private final Supplier<Snapshot> look;
    private final AtomicBoolean changed = new AtomicBoolean();

    /** Only the stream's task touches it. */
    private long sent;

    Content(Context ctx, Supplier<Snapshot> look, long sent) {
      this.ctx = ctx;
      this.look = look;
      this.sent = sent;
    }

    @Override
    public boolean begin(EventWriter to) {
      return tell(to);
    }

    @Override
    public boolean on(JobEvent event, EventWriter to) {
      throw new IllegalStateException("runs are not told by events of jobs");
    }

    @Override
    public boolean onIdle(EventWriter to) {
      return changed.getAndSet(false) && tell(to);
    }

    private boolean tell(EventWriter to) {
      Snapshot now = look.get();
      if (now.tag() != sent) {
        sent = now.tag();
        to.send("run", now.tag(), now.document());
      }
      return now.over();
    }

    @Override
    public void onFailure(RuntimeException cause, EventWriter to) {
      Streams.explain(ctx, cause, to);
    }
  }
}
