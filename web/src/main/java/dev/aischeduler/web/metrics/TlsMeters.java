package dev.aischeduler.web.metrics;

import dev.aischeduler.web.tls.ServerTls;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** The certificate of the server; nothing while it speaks plain HTTP. */
record TlsMeters(@Nullable ServerTls tls) implements Meters {
  @Override
  public void register(MeterRegistry registry) {
    if (tls == null) {
      return;
    }
    Gauge.builder("ai_scheduler.tls.certificate.expires", tls, t -> t.expiresAt().getEpochSecond())
        .baseUnit("seconds")
        .description("When the TLS certificate expires, in seconds since 1970.")
        .register(registry);
    Gauge.builder("ai_scheduler.tls.files.refused", tls, t -> t.isRefused() ? 1 : 0)
        .description("1 while changed TLS files cannot be used and the old certificate is shown.")
        .register(registry);
  }
}
