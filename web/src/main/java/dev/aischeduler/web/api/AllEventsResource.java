package dev.aischeduler.web.api;

import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.event.EventLog;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.wait.BlockedCallerLimit;
import dev.aischeduler.web.api.wait.Streams;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens to all jobs that a caller sees, on whatever node, from now or from a position on.
 */
final class AllEventsResource implements Resource {
  private static final String AFTER = "after";

  private final JobService jobs;
  private final Streams streams;
  private final JobOwners owners;

  AllEventsResource(JobService jobs, JobOwners owners, Streams streams) {
    this.jobs = jobs;
    this.streams = streams;
    this.owners = owners;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Paths.V1 + "/events", this::answer);
  }

  private void answer(Context ctx) {
    AllEvents content = new AllEvents(ctx, jobs.eventReplay(), Caller.of(ctx), owners, after(ctx));
    BlockedCallerLimit.Place place = streams.place();
    try {
      EventStream stream = streams.prepare(ctx, content);
      Subscription subscribed = follow(content, stream);
      streams.answer(ctx, stream, place, subscribed::close);
    } catch (RuntimeException | Error e) {
      place.close();
      throw e;
    }
  }

  private Subscription follow(AllEvents content, EventStream stream) {
    EventLog.Beginning beginning = jobs.eventLog().follow(content.follower(stream));
    content.begins(beginning);
    try {
      Subscription live =
          jobs.subscribeAll(
              event -> {
                if (AllEvents.isTold(event)) {
                  stream.accept(event);
                }
              });
      return () -> {
        live.close();
        beginning.subscription().close();
      };
    } catch (RuntimeException | Error e) {
      beginning.subscription().close();
      throw e;
    }
  }

  /**
   * The position that a client goes on from; null for one that begins. The header is what a client
   * sends that connects again by itself, so it goes before the parameter of its address.
   */
  private static @Nullable Long after(Context ctx) {
    Optional<String> given = new QueryParams(ctx, Set.of(AFTER)).one(AFTER);
    given.ifPresent(text -> EventResource.position(AFTER, text));
    String header = ctx.header("Last-Event-ID");
    if (header != null && !header.isBlank()) {
      return EventResource.lastEventId(ctx);
    }
    return given.map(text -> EventResource.position(AFTER, text)).orElse(null);
  }
}
