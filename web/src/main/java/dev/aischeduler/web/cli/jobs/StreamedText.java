package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.client.RefusedException;
import dev.aischeduler.web.client.ServerEvent;
import java.io.PrintWriter;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Prints the tokens of a streamed answer as they arrive. Used by one thread. */
final class StreamedText implements Predicate<ServerEvent> {
  private final PrintWriter out;
  private final StringBuilder printed = new StringBuilder();
  private @Nullable JsonNode result;

  StreamedText(PrintWriter out) {
    this.out = out;
  }

  @Override
  public boolean test(ServerEvent event) {
    switch (event.name()) {
      case "token" -> print(event.data().path("text").asText());
      case "result" -> result = event.data();
      case "error" -> throw new RefusedException(event.data().path("status").asInt(), event.data());
      default -> {
        // states and progress show in the text itself
      }
    }
    return result == null;
  }

  private void print(String text) {
    printed.append(text);
    out.print(text);
    out.flush();
  }

  /** Completes the text and prints its figures on standard error. Returns the exit code. */
  int end(PrintWriter err) {
    JsonNode task = result;
    if (task == null) {
      err.println("the stream ended before the job; see 'ai_scheduler list'");
      return ExitCodes.JOB_FAILED;
    }
    String whole = task.path("result").path("text").asText();
    // tokens of a job that another node runs, or of an attempt that was repeated
    if (!whole.equals(printed.toString())) {
      out.print(
          whole.startsWith(printed.toString()) ? whole.substring(printed.length()) : "\n" + whole);
    }
    out.println();
    out.flush();
    err.println(
        "["
            + task.path("model").asText()
            + ", "
            + task.path("result").path("tokens_per_second").asText()
            + " tokens/s, job "
            + task.path("task_id").asText()
            + "]");
    return ExitCodes.OK;
  }
}
