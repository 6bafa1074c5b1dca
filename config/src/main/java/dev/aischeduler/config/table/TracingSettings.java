package dev.aischeduler.config.table;

import java.util.List;

/** What {@code tracing} holds: where the traces of requests and jobs are sent. */
final class TracingSettings {
  private static final String HEADER = "[A-Za-z0-9-]{1,64}=[\\x21-\\x2b\\x2d-\\x7e ]{1,1024}";

  private TracingSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    return List.of(
        Setting.text(
            "tracing.endpoint",
            "",
            "|https?://[^\\s/?#@]{1,253}(/[^\\s?#@]{0,1024})?",
            "an address such as http://127.0.0.1:4318, without user, query or fragment, or empty",
            "OpenTelemetry receiver (OTLP over HTTP) that traces of requests and jobs are sent to;"
                + " /v1/traces is added. Empty for no traces."),
        Setting.text(
                "tracing.headers",
                "",
                "|" + HEADER + "(," + HEADER + "){0,15}",
                "name=value pairs between commas, or empty",
                "Headers that the receiver wants, such as Authorization=Bearer TOKEN.")
            .masked(),
        Setting.share(
            "tracing.sample_ratio",
            1,
            "Share of the traces that begin here which are recorded; callers that send a traceparent"
                + " decide for theirs."),
        Setting.text(
            "tracing.service_name",
            "ai-scheduler",
            "[\\x21-\\x7e]{1,128}",
            "visible ASCII characters",
            "Name of this product in traces (service.name)."));
  }
}
