package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks a server to do something with one of its models. */
final class ModelSteering {
  private ModelSteering() {}

  /**
   * Asks, and prints the model as it is then.
   *
   * @param action {@code load}, {@code unload}, {@code prewarm}, {@code pin} or {@code unpin}, and
   *     a query
   */
  static int ask(RemoteOptions remote, String name, String action, PrintWriter out) {
    String path =
        "/api/v1/models/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/" + action;
    JsonNode model = remote.client().post(path, null, Map.of());
    out.println(remote.json() ? model.toPrettyString() : line(model));
    return ExitCodes.OK;
  }

  private static String devices(JsonNode model) {
    List<String> names = new ArrayList<>();
    model.path("devices").forEach(name -> names.add(name.asText()));
    return names.isEmpty() ? "-" : String.join(",", names);
  }

  /** A model on one line. */
  static String line(JsonNode model) {
    String detail = model.path("detail").asText();
    return String.format(
        Locale.ROOT,
        "%-24s %-6s %-11s %-6s %9.1f MiB%s%s%s%s",
        model.path("name").asText(),
        model.path("type").asText(),
        model.path("state").asText(),
        devices(model),
        model.path("footprint_bytes").asDouble() / 1048576,
        model.path("measured").asBoolean() ? "" : " (estimated)",
        model.path("pinned").asBoolean() ? ", pinned" : "",
        model.path("users").asInt() == 0 ? "" : ", " + model.path("users").asInt() + " jobs",
        detail.isEmpty() ? "" : ": " + detail);
  }
}
