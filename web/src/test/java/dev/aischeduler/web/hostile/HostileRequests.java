package dev.aischeduler.web.hostile;

import dev.aischeduler.web.hostile.HostileRequest.Sender;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests by number, the same for the same seed: what the contract documents, with values, paths,
 * queries, headers, framing and bytes at its bounds and beyond. Thread-safe.
 */
public final class HostileRequests {
  private static final long PRIME = 1_000_003;
  private static final List<String> SUBMIT =
      List.of(
          "POST /api/v1/llm/generate",
          "POST /api/v1/llm/generate",
          "POST /api/v1/llm/generate",
          "POST /api/v1/tts/synthesize",
          "POST /api/v1/image/generate",
          "POST /api/v1/tasks");
  private static final List<String> LISTS =
      List.of("/api/v1/tasks", "/api/v1/system/jobs", "/api/v1/dead-letters", "/api/v1/tasks");

  private final long seed;
  private final List<String> endpoints;

  /**
   * Requests to the endpoints of a contract.
   *
   * @param endpoints each as method and path
   */
  public HostileRequests(long seed, List<String> endpoints) {
    this.seed = seed;
    this.endpoints = List.copyOf(endpoints);
  }

  /** One request. */
  public HostileRequest request(long number) {
    Draw draw = new Draw(seed * PRIME + number);
    int kind = draw.below(100);
    if (kind < 3) {
      return new HostileRequest(number, draw.bytes(400), 1, Sender.SENDS_NO_MORE);
    }
    String endpoint = draw.chance(50) ? draw.of(SUBMIT) : draw.of(endpoints);
    String method = endpoint.split(" ", 2)[0];
    String path = endpoint.split(" ", 2)[1];
    if (kind < 17) {
      return plain(number, method, filled(path, draw, 5), HostileBodies.valid(path, draw), draw);
    }
    if (kind < 45) {
      return plain(number, method, filled(path, draw, 5), HostileBodies.hostile(path, draw), draw);
    }
    if (kind < 52) {
      return plain(number, method, filled(path, draw, 0), HostileBodies.shape(draw), draw);
    }
    if (kind < 63) {
      return plain(number, "GET", query(draw), "", draw);
    }
    if (kind < 72) {
      return plain(number, method, filled(path, draw, 90), HostileBodies.valid(path, draw), draw);
    }
    if (kind < 86) {
      return withHeaders(number, method, filled(path, draw, 5), path, draw);
    }
    if (kind < 95) {
      return framed(number, method, filled(path, draw, 0), path, draw);
    }
    return firstLine(number, filled(path, draw, 20), draw);
  }

  private static HostileRequest plain(
      long number, String method, String target, String body, Draw draw) {
    String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
    boolean some = !method.equals("GET") || draw.chance(2);
    String lines =
        some ? "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n" : "";
    String request = head + lines + "Connection: close\r\n\r\n" + (some ? body : "");
    Sender sender = draw.chance(3) ? Sender.HANGS_UP : Sender.WAITS;
    if (draw.chance(5)) {
      String first = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
      return new HostileRequest(number, first + request, 2, sender);
    }
    return new HostileRequest(number, request, 1, sender);
  }

  private static HostileRequest withHeaders(
      long number, String method, String target, String path, Draw draw) {
    List<String> lines = new ArrayList<>();
    for (int i = draw.below(3); i >= 0; i--) {
      lines.add(HostileHeaders.line(draw));
    }
    String all = "\r\n" + String.join("\r\n", lines);
    boolean some = !method.equals("GET");
    String body = some ? HostileBodies.valid(path, draw) : "";
    String usual =
        (all.contains("\r\nHost:") && draw.chance(80) ? "" : "Host: localhost\r\n")
            + (all.contains("\r\nContent-Type:") || !some
                ? ""
                : "Content-Type: application/json\r\n");
    String length = some ? "Content-Length: " + body.length() + "\r\n" : "";
    String head = method + " " + target + " HTTP/1.1\r\n" + usual + length;
    String request = head + "Connection: close" + all + "\r\n\r\n" + body;
    return new HostileRequest(number, request, 1, Sender.SENDS_NO_MORE);
  }

  private static HostileRequest framed(
      long number, String method, String target, String path, Draw draw) {
    String body = HostileBodies.valid(path, draw);
    String head =
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Connection: close\r\n";
    if (draw.chance(50)) {
      String chunks = HostileHeaders.chunked(body, draw);
      String cut = draw.chance(30) ? chunks.substring(0, draw.below(chunks.length())) : chunks;
      return new HostileRequest(
          number, head + "Transfer-Encoding: chunked\r\n\r\n" + cut, 1, ending(draw));
    }
    String length =
        draw.chance(50)
            ? HostileHeaders.length(body.length(), draw)
            : "Content-Length: " + body.length();
    String cut = draw.chance(60) ? body.substring(0, draw.below(body.length())) : body;
    return new HostileRequest(number, head + length + "\r\n\r\n" + cut, 1, ending(draw));
  }

  private static Sender ending(Draw draw) {
    return draw.chance(30) ? Sender.HANGS_UP : Sender.SENDS_NO_MORE;
  }

  private static HostileRequest firstLine(long number, String target, Draw draw) {
    String method =
        draw.of(
            "GET",
            "POST",
            "HEAD",
            "OPTIONS",
            "TRACE",
            "CONNECT",
            "PROPFIND",
            "get",
            "",
            "G\u0000T",
            "PUT",
            "DELETE",
            "PATCH",
            "QUERY",
            "\u00e9",
            "M".repeat(3000),
            "PRI",
            "POST POST");
    String where =
        draw.of(
            target,
            target,
            "*",
            "localhost:80",
            "http://localhost" + target,
            "http://evil.example/",
            "http://[::1",
            "",
            " ",
            "/\u0000",
            "/\u00e9",
            "/" + "a".repeat(9000),
            "a",
            "?",
            "//",
            "/%",
            "https://localhost/",
            "/api/v1/tasks?" + "a=1&".repeat(1500));
    String version =
        draw.of(
            "HTTP/1.1",
            "HTTP/1.1",
            "HTTP/1.1",
            "HTTP/1.0",
            "HTTP/0.9",
            "HTTP/2.0",
            "HTTP/3.0",
            "HTTP/1.10",
            "HTTP/9.9",
            "http/1.1",
            "HTTP/1.1 x",
            "HTTP/",
            "",
            "ICY",
            "\u0000");
    String end = draw.of("\r\n", "\r\n", "\r\n", "\n", "\r");
    String lines = "Host: localhost" + end + "Connection: close" + end + end;
    String space = draw.of(" ", " ", " ", "  ", "\t");
    return new HostileRequest(
        number, method + space + where + space + version + end + lines, 1, Sender.SENDS_NO_MORE);
  }

  /** A path whose parameters have values; so many percent of them are hostile. */
  private static String filled(String path, Draw draw, int percent) {
    String filled = path;
    while (filled.contains("{") && !filled.startsWith("{")) {
      int from = filled.indexOf('{');
      int to = filled.indexOf('}', from) + 1;
      String name = filled.substring(from + 1, to - 1);
      String value = draw.chance(percent) ? HostileValues.inTarget(draw) : usual(name, draw);
      filled = filled.substring(0, from) + value.replace("{", "%7B") + filled.substring(to);
    }
    // a question mark in a name begins a query, which is as good
    return filled.replace("<known>", HostileRequest.KNOWN);
  }

  private static String usual(String name, Draw draw) {
    return switch (name) {
      case "task_id" -> draw.chance(80) ? "<known>" : draw.uuid();
      case "id" -> draw.uuid();
      case "lane" -> draw.of("llm", "tts", "image", "gpu", "echo");
      case "file" -> draw.of("page.css", "page.js", "none");
      case "name" ->
          draw.of(
              "acme", "default", "nobody", "llm-mini", "speech.wav", "image.png", "image-0.png");
      default -> "a";
    };
  }

  private static String query(Draw draw) {
    StringBuilder target = new StringBuilder(draw.of(LISTS));
    String separator = "?";
    for (int i = draw.below(4); i >= 0; i--) {
      String name =
          draw.of(
              "type",
              "status",
              "tag",
              "tenant",
              "error_type",
              "created_after",
              "created_before",
              "after",
              "limit",
              "state",
              "kind",
              "x",
              "",
              "TYPE",
              "type%00");
      String value =
          draw.chance(30)
              ? draw.of("llm", "tts,image", "queued", "500", "1", "501", "0", "-1", "1e2", "50.0")
              : HostileValues.inTarget(draw);
      target.append(separator).append(name).append(draw.chance(95) ? "=" : "").append(value);
      separator = draw.of("&", "&", "&", ";", "&&", "?");
    }
    return target.toString();
  }
}
