package dev.aischeduler.web.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Formats the figures of a finished job. */
final class DemoFigures {
  private DemoFigures() {}

  /**
   * One line: waiting and running time, speed and model; status and error message of a job that did
   * not succeed.
   *
   * @param task the job's status as the REST API returns it
   */
  static String of(JsonNode task) {
    if (!task.path("status").asText().equals("succeeded")) {
      return task.path("status").asText() + ": " + task.path("error").path("message").asText();
    }
    JsonNode result = task.path("result");
    String text =
        String.format(
            Locale.ROOT,
            "waited %.2f s, ran %.2f s",
            seconds(task, "created_at", "started_at"),
            seconds(task, "started_at", "finished_at"));
    if (result.has("tokens_per_second")) {
      text += ", " + result.path("tokens_per_second").asText() + " tokens/s";
    }
    if (result.has("real_time_factor")) {
      text +=
          ", "
              + result.path("duration_s").asText()
              + " s of speech, real-time factor "
              + result.path("real_time_factor").asText();
    }
    return text + ", model " + task.path("model").asText();
  }

  private static double seconds(JsonNode task, String from, String to) {
    Instant start = Instant.parse(task.path(from).asText());
    Instant end = Instant.parse(task.path(to).asText());
    return Duration.between(start, end).toMillis() / 1000.0;
  }
}
