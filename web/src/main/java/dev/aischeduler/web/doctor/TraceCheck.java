package dev.aischeduler.web.doctor;

import dev.aischeduler.config.Settings;
import dev.aischeduler.web.trace.TraceTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether the receiver of traces takes what is sent to it: a request without spans. */
record TraceCheck(Settings.Tracing tracing) implements Check {
  private static final String NAME = "traces";
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int FIRST_ERROR = 300;

  @Override
  public List<Finding> look() {
    if (!tracing.on()) {
      return List.of();
    }
    TraceTarget target = TraceTarget.of(tracing);
    return List.of(finding(target).with(Map.of("address", target.address())));
  }

  private static Finding finding(TraceTarget target) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target.address()))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/x-protobuf")
              .POST(HttpRequest.BodyPublishers.noBody());
      target.headers().forEach(request::header);
      int status =
          HttpClient.newBuilder()
              .connectTimeout(TIMEOUT)
              .build()
              .send(request.build(), HttpResponse.BodyHandlers.discarding())
              .statusCode();
      return status < FIRST_ERROR
          ? Finding.ok(NAME, target.address() + " takes traces")
          : Finding.note(
              NAME,
              target.address() + " answers " + status + ", so traces are lost",
              "correct tracing.endpoint (OTLP over HTTP, usually port 4318) or tracing.headers");
    } catch (IOException | IllegalArgumentException e) {
      return Finding.note(
          NAME,
          target.address() + " does not answer, so traces are lost (" + e + ")",
          "start the receiver, or correct tracing.endpoint");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.note(NAME, "the check was interrupted", "");
    }
  }
}
