package dev.aischeduler.web.api.trace;

import dev.aischeduler.engine.attempt.LogContext;
import dev.aischeduler.engine.trace.TraceSpan;
import dev.aischeduler.engine.trace.Traces;
import dev.aischeduler.web.api.reply.Trace;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Shows each request of the API as a span; what it submits belongs there. Pages, their assets and
 * streams of changes, health and metrics are not shown: a dashboard asks for them all the time.
 * Thread-safe.
 */
public final class RequestTraces {
  private static final String SPAN = "trace_span";
  private static final String HEADER = "traceparent";
  private static final List<String> SHOWN = List.of("/api/", "/v1/");

  /** What pages ask for. */
  private static final String CHANGES = "/api/v1/changes";

  private static final int SERVER_ERRORS = 500;

  private final Traces traces;

  public RequestTraces(Traces traces) {
    this.traces = traces;
  }

  /** To be called before anything else is registered. */
  public void register(JavalinConfig config) {
    if (traces.isOn()) {
      config.routes.before(this::begin);
      config.requestLogger.http((ctx, millis) -> end(ctx));
    }
  }

  /** A handler of the server, in the trace of its request. */
  public Handler within(Handler handler) {
    return traces.isOn() ? ctx -> handle(handler, ctx) : handler;
  }

  private void begin(Context ctx) {
    String path = ctx.path();
    if (SHOWN.stream().noneMatch(path::startsWith) || path.equals(CHANGES)) {
      return;
    }
    TraceSpan span = traces.request(method(ctx), ctx.header(HEADER));
    ctx.attribute(SPAN, span);
    String id = span.traceId();
    if (id != null) {
      Trace.name(ctx, id);
    }
  }

  private static void handle(Handler handler, Context ctx) throws Exception {
    @Nullable TraceSpan span = ctx.attribute(SPAN);
    String id = span == null ? null : span.traceId();
    if (span == null || id == null) {
      handler.handle(ctx);
      return;
    }
    MDC.put(LogContext.TRACE, id);
    try {
      span.within(
          () -> {
            handler.handle(ctx);
            return ctx;
          });
    } finally {
      MDC.remove(LogContext.TRACE);
    }
  }

  /** By the conventions of OpenTelemetry, without query, headers and address of the caller. */
  private static void end(Context ctx) {
    @Nullable TraceSpan span = ctx.attribute(SPAN);
    if (span == null) {
      return;
    }
    try (span) {
      int status = ctx.statusCode();
      span.put("http.request.method", method(ctx))
          .put("url.scheme", ctx.scheme())
          .put("http.response.status_code", status)
          .put("ai_scheduler.job.id", ctx.res().getHeader("X-Task-Id"));
      @Nullable Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
      if (endpoint != null) {
        span.rename(method(ctx) + " " + endpoint.path)
            .put("http.route", endpoint.path)
            .put("url.path", ctx.path());
      }
      if (status >= SERVER_ERRORS) {
        span.failed(String.valueOf(status));
      }
    }
  }

  private static String method(Context ctx) {
    return ctx.method().name();
  }
}
