package dev.aischeduler.web.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.client.ProgressLine;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shows the progress of several jobs: bars that redraw themselves on a terminal, a line per change
 * of state elsewhere. Not thread-safe.
 */
final class ProgressBoard {
  private final PrintWriter out;
  private final boolean live;
  private final Map<String, String> shown = new LinkedHashMap<>();

  ProgressBoard(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /** Shows the jobs, in the order given. */
  void show(Map<String, JsonNode> tasks) {
    if (live && !shown.isEmpty()) {
      out.print("\u001b[" + shown.size() + "A");
    }
    tasks.forEach(this::show);
    out.flush();
  }

  private void show(String label, JsonNode task) {
    String status = task.path("status").asText();
    if (live) {
      String note = task.path("progress_note").asText("");
      boolean noted = status.equals("running") && !note.isEmpty() && !note.equals("null");
      out.println(ProgressLine.bar(label, task.path("progress").asDouble(), noted ? note : status));
      shown.put(label, status);
    } else if (!status.equals(shown.put(label, status))) {
      out.println("  " + label + ": " + status);
    }
  }
}
