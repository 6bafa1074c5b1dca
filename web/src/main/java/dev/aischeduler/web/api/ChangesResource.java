package dev.aischeduler.web.api;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.sse.EventWriter;
import dev.aischeduler.web.api.sse.StreamContent;
import dev.aischeduler.web.api.wait.BlockedCallerLimit;
import dev.aischeduler.web.api.wait.Streams;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells those who show lists when to ask for them again: at most once a second, however much
 * happens to jobs that the caller sees.
 */
final class ChangesResource implements Resource {
  /** Seconds between two ticks, for what no event tells of. */
  private static final int TICK_S = 5;

  /** When the server looked. */
  record Moment(Instant at) {}

  private final JobService jobs;
  private final JobOwners owners;
  private final Streams streams;
  private final Clock clock;

  ChangesResource(JobService jobs, JobOwners owners, Streams streams, Clock clock) {
    this.jobs = jobs;
    this.owners = owners;
    this.streams = streams;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Paths.V1 + "/changes", this::stream);
  }

  private void stream(Context ctx) {
    BlockedCallerLimit.Place place = streams.place();
    try {
      Changes changes = new Changes(ctx);
      EventStream stream = streams.prepare(ctx, changes);
      // whose a job is may have to be read, which no publisher of events may wait for
      Consumer<JobEvent> listener = Caller.of(ctx).tenant() == null ? changes::note : stream;
      Subscription subscribed = jobs.subscribeAll(listener);
      streams.answer(ctx, stream, place, subscribed::close);
    } catch (RuntimeException | Error e) {
      place.close();
      throw e;
    }
  }

  /** Events {@code jobs} (jobs have changed) and {@code tick} (some seconds have passed). */
  private final class Changes implements StreamContent {
    private final Context ctx;
    private final AtomicBoolean changed = new AtomicBoolean();

    /** Only the stream's task touches it. */
    private int seconds;

    Changes(Context ctx) {
      this.ctx = ctx;
    }

    void note(JobEvent event) {
      if (!event.kind().equals("token")) {
        changed.set(true);
      }
    }

    @Override
    public boolean begin(EventWriter to) {
      return false;
    }

    @Override
    public boolean on(JobEvent event, EventWriter to) {
      if (Caller.of(ctx).sees(owners.of(event.jobId()))) {
        note(event);
      }
      return false;
    }

    @Override
    public boolean onIdle(EventWriter to) {
      seconds++;
      if (changed.getAndSet(false)) {
        to.send("jobs", 0, new Moment(clock.instant()));
      }
      if (seconds % TICK_S == 0) {
        to.send("tick", 0, new Moment(clock.instant()));
      }
      return false;
    }

    @Override
    public void onFailure(RuntimeException cause, EventWriter to) {
      Streams.explain(ctx, cause, to);
    }
  }
}
