package dev.aischeduler.engine.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work in a trace, from its making to {@link #close}. What is put into it leaves this
 * machine: never a prompt, a text to speak, a result or a key. Thread-safe; does nothing when the
 * work is not traced.
 */
public final class TraceSpan implements AutoCloseable {
  /** Work that is not traced. */
  public static final TraceSpan NONE = new TraceSpan(null, Span.getInvalid());

  private final @Nullable Tracer tracer;
  private final Span span;

  TraceSpan(@Nullable Tracer tracer, Span span) {
    this.tracer = tracer;
    this.span = span;
  }

  /** Whether what is put into it is recorded; what is costly to find out may be left out else. */
  public boolean isRecorded() {
    return span.isRecording();
  }

  /** The trace that it is part of, 32 hexadecimal digits; null for none. */
  public @Nullable String traceId() {
    SpanContext context = span.getSpanContext();
    return context.isValid() ? context.getTraceId() : null;
  }

  /** W3C trace context for work that belongs to it; null when nobody records that. */
  public @Nullable String traceparent() {
    return Traces.traceparent(span.getSpanContext());
  }

  /** Gives it another name, which it did not have from the first because it was not known. */
  public TraceSpan rename(String name) {
    span.updateName(name);
    return this;
  }

  /** Notes a text. */
  public TraceSpan put(String key, @Nullable String value) {
    if (value != null && span.isRecording()) {
      span.setAttribute(key, value);
    }
    return this;
  }

  /** Notes a whole number. */
  public TraceSpan put(String key, long value) {
    if (span.isRecording()) {
      span.setAttribute(key, value);
    }
    return this;
  }

  /** Notes a number. */
  public TraceSpan put(String key, double value) {
    if (span.isRecording()) {
      span.setAttribute(key, value);
    }
    return this;
  }

  /**
   * Notes that the work failed.
   *
   * @param errorType machine-readable; messages may quote what users sent
   */
  public TraceSpan failed(String errorType) {
    if (span.isRecording()) {
      span.setAttribute("error.type", errorType);
      span.setStatus(StatusCode.ERROR, errorType);
    }
    return this;
  }

  /** Begins a part of it. */
  public TraceSpan part(String name) {
    return part(name, null);
  }

  /**
   * A part of it that began at a time.
   *
   * @param start null for now
   */
  public TraceSpan part(String name, @Nullable Instant start) {
    return tracer == null || !span.isRecording()
        ? NONE
        : Traces.begin(tracer, name, Context.root().with(span), null, start);
  }

  /** Does work on the calling thread; what it submits belongs to this span. */
  public <T, E extends Exception> T within(TraceWork<T, E> work) throws E {
    return tracer == null ? work.run() : Traces.within(Context.root().with(span), work);
  }

  /** Ends it, once. */
  @Override
  public void close() {
    span.end();
  }
}
