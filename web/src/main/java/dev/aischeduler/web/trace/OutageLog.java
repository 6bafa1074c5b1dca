package dev.aischeduler.web.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once when a receiver of spans does not take them, and once when it does again. Thread-safe.
 */
final class OutageLog implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  private final SpanExporter exporter;
  private final String address;

  /** Spans that were lost in the outage that goes on; 0 for none. */
  private final AtomicLong lost = new AtomicLong();

  OutageLog(SpanExporter exporter, String address) {
    this.exporter = exporter;
    this.address = address;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = exporter.export(spans);
    result.whenComplete(() -> exported(result, count));
    return result;
  }

  private void exported(CompletableResultCode result, int count) {
    if (!result.isSuccess()) {
      if (lost.getAndAdd(count) == 0) {
        LOG.warn(
            "traces are lost: {} does not take them ({}); work goes on, and later ones are sent",
            address,
            why(result.getFailureThrowable()));
      }
      return;
    }
    long before = lost.getAndSet(0);
    if (before > 0) {
      LOG.info("{} takes traces again; {} spans were lost", address, before);
    }
  }

  /** The exporter wraps what happened; without a cause there was an answer, and it was no. */
  private static String why(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : failure.getCause();
    return cause == null
        ? "it refuses them, 'ai_scheduler doctor' says how"
        : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.toString();
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
