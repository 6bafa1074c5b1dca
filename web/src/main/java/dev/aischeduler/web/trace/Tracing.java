package dev.aischeduler.web.trace;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.trace.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the spans of this node and sends them in batches, off the threads that work. Nothing of
 * OpenTelemetry but its interfaces is loaded while tracing is off. Thread-safe.
 */
public final class Tracing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);

  /** Spans that wait for the receiver; more are dropped. */
  private static final int MOST_WAITING = 8192;

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** What the receiver gets for the last spans when the node ends. */
  private static final Duration LAST = Duration.ofSeconds(5);

  private static final int LONGEST_VALUE = 1000;

  private final Traces traces;
  private final @Nullable SdkTracerProvider provider;

  private Tracing(Traces traces, @Nullable SdkTracerProvider provider) {
    this.traces = traces;
    this.provider = provider;
  }

  /**
   * Tracing as the settings want it.
   *
   * @param version of the product
   * @param clock that all nodes agree on, so that their spans stand in order
   */
  public static Tracing of(Settings settings, String version, Clock clock) {
    if (!settings.tracing().on()) {
      return new Tracing(Traces.off(), null);
    }
    TraceTarget target = TraceTarget.of(settings.tracing());
    SdkTracerProvider provider = provider(settings, target, version, clock);
    LOG.info("traces are sent to {}", target.address());
    return new Tracing(Traces.by(provider.get("dev.aischeduler")), provider);
  }

  private static SdkTracerProvider provider(
      Settings settings, TraceTarget target, String version, Clock clock) {
    Settings.Tracing tracing = settings.tracing();
    OtlpHttpSpanExporterBuilder otlp =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(target.address())
            .setConnectTimeout(CONNECT)
            .setTimeout(ANSWER);
    target.headers().forEach(otlp::addHeader);
    OtlpHttpSpanExporter exporter = otlp.build();
    // says each failure by java.util.logging, which goes past our log; OutageLog says each outage
    java.util.logging.Logger.getLogger("io.opentelemetry").setLevel(Level.OFF);
    return SdkTracerProvider.builder()
        .setClock(new SharedClock(clock))
        .setResource(
            Resource.getDefault()
                .merge(
                    Resource.create(
                        Attributes.of(
                            AttributeKey.stringKey("service.name"),
                            tracing.serviceName(),
                            AttributeKey.stringKey("service.version"),
                            version,
                            AttributeKey.stringKey("service.instance.id"),
                            settings.node().name()))))
        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(tracing.sampleRatio())))
        .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(LONGEST_VALUE).build())
        .addSpanProcessor(
            BatchSpanProcessor.builder(new OutageLog(exporter, target.address()))
                .setMaxQueueSize(MOST_WAITING)
                .setScheduleDelay(EVERY)
                .setExporterTimeout(ANSWER)
                .build())
        .build();
  }

  /** Makes spans. */
  public Traces traces() {
    return traces;
  }

  /** Sends what waits, for some seconds at most, then no more. */
  @Override
  public void close() {
    if (provider != null) {
      CompletableResultCode end = provider.shutdown();
      end.join(LAST.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
