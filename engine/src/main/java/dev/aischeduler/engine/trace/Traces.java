package dev.aischeduler.engine.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of requests and jobs. A trace goes from thread to thread and node to node as a
 * W3C {@code traceparent}: the job that was submitted within a span keeps it in its row.
 * Thread-safe; costs nothing when it is off.
 */
public final class Traces {
  private static final String HEADER = "traceparent";

  /** Reads the one header of a carrier that is the header itself. */
  @SuppressWarnings("deprecation") // keys() is deprecated and must be there all the same
  private static final TextMapGetter<String> ONLY =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals(HEADER) ? carrier : null;
        }
      };

  private static final Traces OFF = new Traces(null);

  private final @Nullable Tracer tracer;

  private Traces(@Nullable Tracer tracer) {
    this.tracer = tracer;
  }

  /** Records spans with a tracer. */
  public static Traces by(Tracer tracer) {
    return new Traces(tracer);
  }

  /** Records nothing. */
  public static Traces off() {
    return OFF;
  }

  /** Whether spans are recorded at all. */
  public boolean isOn() {
    return tracer != null;
  }

  /**
   * Begins the span of a request from outside.
   *
   * @param traceparent what the caller sent: the request belongs to the caller's trace if it is
   *     well-formed, and to a new one else
   */
  public TraceSpan request(String name, @Nullable String traceparent) {
    return tracer == null
        ? TraceSpan.NONE
        : begin(tracer, name, context(traceparent), SpanKind.SERVER, null);
  }

  /** Begins a span within the one that the calling thread works for, or a new trace. */
  public TraceSpan begin(String name) {
    return tracer == null
        ? TraceSpan.NONE
        : begin(tracer, name, Context.current(), SpanKind.INTERNAL, null);
  }

  /**
   * A span of work for a job or run.
   *
   * @param traceparent of the job or run; without one the work is not traced
   * @param start null for now
   */
  public TraceSpan of(@Nullable String traceparent, String name, @Nullable Instant start) {
    return tracer == null || traceparent == null
        ? TraceSpan.NONE
        : begin(tracer, name, context(traceparent), SpanKind.INTERNAL, start);
  }

  /** The same for a call of another server, which gets the span's own traceparent. */
  public TraceSpan call(@Nullable String traceparent, String name) {
    return tracer == null || traceparent == null
        ? TraceSpan.NONE
        : begin(tracer, name, context(traceparent), SpanKind.CLIENT, null);
  }

  /** Does work on the calling thread; what it submits belongs to this context. */
  public <T, E extends Exception> T within(@Nullable String traceparent, TraceWork<T, E> work)
      throws E {
    return tracer == null || traceparent == null ? work.run() : within(context(traceparent), work);
  }

  @SuppressWarnings("try") // the scope is there to be closed
  static <T, E extends Exception> T within(Context context, TraceWork<T, E> work) throws E {
    try (Scope scope = context.makeCurrent()) {
      return work.run();
    }
  }

  /** The context that new jobs and runs of the calling thread belong to; null for none. */
  public @Nullable String current() {
    return tracer == null ? null : traceparent(Span.current().getSpanContext());
  }

  static TraceSpan begin(
      Tracer tracer,
      String name,
      Context parent,
      @Nullable SpanKind kind,
      @Nullable Instant start) {
    SpanBuilder builder = tracer.spanBuilder(name).setParent(parent);
    if (kind != null) {
      builder.setSpanKind(kind);
    }
    if (start != null) {
      builder.setStartTimestamp(start);
    }
    return new TraceSpan(tracer, builder.startSpan());
  }

  /** What is not sampled is not worth a column. */
  static @Nullable String traceparent(SpanContext context) {
    return context.isValid() && context.isSampled()
        ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-01"
        : null;
  }

  private static Context context(@Nullable String traceparent) {
    return traceparent == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, ONLY);
  }
}
