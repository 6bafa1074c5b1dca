package dev.aischeduler.web.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Contract;
import dev.aischeduler.web.hostile.HostileRequest.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Requests by number, the same for the same seed, that are generated from the contract: every
 * endpoint with its own parameters and bodies, within their bounds, at them and beyond, sent by
 * every kind of caller. Thread-safe.
 */
public final class ContractRequests {
  private static final long PRIME = 1_000_003;

  /** Parameters of pages, which the contract does not have. */
  private static final Map<String, List<String>> OF_PAGES =
      Map.ofEntries(
          Map.entry("/jobs", List.of("status", "type", "tag", "words", "after", "before")),
          Map.entry("/jobs/find", List.of("q")),
          Map.entry("/playground", List.of("type", "clone")),
          Map.entry("/gallery", List.of("kind", "after")),
          Map.entry("/bulk", List.of("status", "after")),
          Map.entry("/bulk/{run_id}", List.of("state", "after")),
          Map.entry("/workflows", List.of("status", "after")),
          Map.entry("/workflows/new", List.of("from")),
          Map.entry("/schedules", List.of("after")),
          Map.entry("/schedules/new/preview", List.of("when", "time_zone")),
          Map.entry("/schedules/{schedule}", List.of("state", "before")),
          Map.entry("/audit", List.of("caller", "after")),
          Map.entry("/settings", List.of("tenant")),
          Map.entry("/login", List.of("failed", "next")),
          Map.entry("/preferences", List.of("language", "theme", "back")),
          Map.entry("/system-jobs", List.of("state")));

  private final long seed;
  private final Contract contract;
  private final SchemaValues values;
  private final List<String> endpoints;
  private final List<Credential> credentials;
  private final Map<String, List<String>> known;

  /**
   * Requests to the endpoints of a server.
   *
   * @param endpoints each as method and path, also those that the contract does not have
   * @param known values of parameters of paths that name something
   */
  public ContractRequests(
      long seed,
      Contract contract,
      List<String> endpoints,
      List<Credential> credentials,
      Map<String, List<String>> known) {
    this.seed = seed;
    this.contract = contract;
    this.values = new SchemaValues(contract);
    this.endpoints = List.copyOf(endpoints);
    this.credentials = List.copyOf(credentials);
    this.known = Map.copyOf(known);
  }

  /** One request. */
  public HostileRequest request(long number) {
    Draw draw = draw(number);
    String endpoint = endpoint(draw);
    Credential sender = credential(draw);
    int percent = draw.chance(40) ? 0 : draw.chance(50) ? draw.below(6) : draw.below(40);
    String[] parts = endpoint.split(" ", 2);
    String target = filled(parts[1], draw, percent) + query(endpoint, draw, percent);
    StringBuilder head =
        new StringBuilder(parts[0] + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    sender.lines().forEach(line -> head.append(line).append("\r\n"));
    if (draw.chance(10)) {
      head.append(
              draw.of(
                  "Accept: text/html",
                  "Accept: image/png",
                  "Accept: text/event-stream",
                  "Accept-Language: zh-CN",
                  "HX-Request: true",
                  "Accept-Encoding: gzip;q=0",
                  "Idempotency-Key: k" + draw.below(9),
                  "Origin: http://evil.example"))
          .append("\r\n");
    }
    String body = "";
    if (!parts[0].equals("GET")) {
      String type = type(endpoint, draw, percent);
      body = body(endpoint, type, draw, percent);
      head.append("Content-Type: ").append(type).append("\r\n");
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    String text = head.append("Connection: close\r\n\r\n").append(body).toString();
    return new HostileRequest(number, text, 1, Sender.WAITS);
  }

  /** The endpoint that a request is for. */
  public String endpoint(long number) {
    return endpoint(draw(number));
  }

  /** Who sends a request. */
  public Credential credential(long number) {
    Draw draw = draw(number);
    endpoint(draw);
    return credential(draw);
  }

  private Draw draw(long number) {
    return new Draw(seed * PRIME + number);
  }

  private String endpoint(Draw draw) {
    return draw.of(endpoints);
  }

  private Credential credential(Draw draw) {
    return credentials.get(draw.below(credentials.size()));
  }

  private String filled(String path, Draw draw, int percent) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int from = path.indexOf('{'); from >= 0; from = path.indexOf('{', at)) {
      int to = path.indexOf('}', from);
      String name = path.substring(from + 1, to);
      List<String> some = known.getOrDefault(name, List.of("a", draw.uuid()));
      String value =
          draw.chance(percent)
              ? HostileValues.inTarget(draw).replace("{", "%7B").replace("}", "%7D")
              : draw.chance(10) ? draw.uuid() : draw.of(some);
      filled.append(path, at, from).append(value);
      at = to + 1;
    }
    return filled.append(path.substring(at)).toString();
  }

  private String query(String endpoint, Draw draw, int percent) {
    StringJoiner query = new StringJoiner("&");
    for (JsonNode parameter : contract.parameters(endpoint)) {
      if (parameter.path("in").asText().equals("query") && draw.chance(40)) {
        String value = values.value(parameter.path("schema"), draw, percent);
        query.add(parameter.path("name").asText() + "=" + HostileValues.escaped(plain(value)));
      }
    }
    List<String> names = OF_PAGES.getOrDefault(endpoint.split(" ", 2)[1], List.of());
    for (String name : draw.chance(percent / 4) ? List.of("x") : names) {
      if (draw.chance(40)) {
        String usual = draw.of("llm", "zh", "dark", "queued", "1", "/jobs", HostileRequest.KNOWN);
        query.add(name + "=" + (draw.chance(percent) ? HostileValues.inTarget(draw) : usual));
      }
    }
    return query.length() == 0 ? "" : "?" + query;
  }

  /** A JSON value as it stands in a query. */
  private static String plain(String json) {
    boolean quoted = json.length() > 1 && json.startsWith("\"") && json.endsWith("\"");
    return quoted ? json.substring(1, json.length() - 1) : json.replaceAll("[\\[\\]\"]", "");
  }

  private String type(String endpoint, Draw draw, int percent) {
    List<String> types = new ArrayList<>();
    contract
        .operation(endpoint)
        .at("/requestBody/content")
        .fieldNames()
        .forEachRemaining(types::add);
    return types.isEmpty() || draw.chance(percent / 4)
        ? draw.of("application/json", "text/csv", "text/plain", "application/x-www-form-urlencoded")
        : draw.of(types);
  }

  private String body(String endpoint, String type, Draw draw, int percent) {
    JsonNode schema =
        contract.requestSchema(
            endpoint.split(" ")[0].toLowerCase(Locale.ROOT), endpoint.split(" ", 2)[1]);
    if (endpoint.endsWith("/workflows") && draw.chance(70)) {
      return type.contains("yaml")
          ? workflow(draw, percent)
          : "{\"definition\":" + workflow(draw, percent) + "}";
    }
    if (schema.isMissingNode()) {
      return draw.chance(50) ? "" : manifest(draw, percent);
    }
    String body = values.value(schema, draw, percent);
    return draw.chance(percent / 4) ? HostileBodies.shape(draw) : body;
  }

  private String workflow(Draw draw, int percent) {
    String task = values.value(contract.schema("LlmSubmission"), draw, percent);
    String second =
        draw.chance(70)
            ? "{\"task\":\"llm\",\"needs\":[\"one\"],\"request\":{\"prompt\":\"{{ steps.one.result.text }}\"}}"
            : HostileValues.json(draw);
    return "{\"name\":\"w\",\"steps\":{\"one\":{\"task\":\"llm\",\"request\":"
        + task
        + "},\"two\":"
        + second
        + "}}";
  }

  private String manifest(Draw draw, int percent) {
    StringBuilder rows = new StringBuilder();
    boolean lines = draw.chance(60);
    if (!lines) {
      rows.append("type,prompt,priority\n");
    }
    for (int i = draw.below(4); i >= 0; i--) {
      rows.append(
              lines
                  ? values.value(contract.schema("LlmSubmission"), draw, percent)
                  : "llm,\"" + HostileValues.text(draw) + "\"," + draw.below(12))
          .append("\n");
    }
    return rows.toString();
  }
}
