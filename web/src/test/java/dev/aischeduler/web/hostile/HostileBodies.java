package dev.aischeduler.web.hostile;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON bodies of the endpoints: as documented, with members of other values, and no JSON at all.
 * Work that they ask for is small, so that what is accepted is done soon.
 */
final class HostileBodies {
  private static final List<String> SUBMISSION =
      List.of(
          "priority",
          "max_attempts",
          "timeout_s",
          "run_at",
          "tags",
          "unique_key",
          "queue_timeout_s",
          "retry",
          "tenant",
          "async",
          "wait_s",
          "stream",
          "model",
          "seed");

  private HostileBodies() {}

  /** A body that fits the endpoint. */
  static String valid(String path, Draw draw) {
    return text(members(path, draw));
  }

  /** A body of the endpoint in which something is not as it should be. */
  static String hostile(String path, Draw draw) {
    Map<String, String> members = members(path, draw);
    for (int i = draw.below(3); i >= 0; i--) {
      change(members, path, draw);
    }
    String body = text(members);
    return draw.chance(25) ? broken(body, draw) : body;
  }

  /** JSON whose shape is the trouble, whatever the endpoint. */
  static String shape(Draw draw) {
    int many = 1 << draw.below(17);
    return switch (draw.below(16)) {
      case 0 -> "[".repeat(many);
      case 1 -> "[".repeat(many) + "]".repeat(many);
      case 2 -> "{\"a\":".repeat(many) + "1" + "}".repeat(many);
      case 3 -> "{\"prompt\":[" + "{},".repeat(many) + "{}]}";
      case 4 -> "{\"prompt\":\"a\",\"tags\":[" + "\"t\",".repeat(many) + "\"t\"]}";
      case 5 -> "{\"tasks\":[" + "{},".repeat(many) + "{}]}";
      case 6 -> "{\"prompt\":" + "9".repeat(many) + "}";
      case 7 -> "{\"prompt\":\"a\",\"temperature\":0." + "0".repeat(many) + "1}";
      case 8 -> "{\"" + "k".repeat(many) + "\":1}";
      case 9 -> "{" + "\"prompt\":\"a\",".repeat(many) + "\"prompt\":\"b\"}";
      case 10 -> " ".repeat(many) + "{\"prompt\":\"a\",\"async\":true}";
      case 11 -> "{\"prompt\":\"" + "\\u0041".repeat(many) + "\",\"max_tokens\":1,\"async\":true}";
      case 12 -> "{\"prompt\":\"" + "\\\"".repeat(many);
      case 13 -> "\u0000".repeat(many);
      case 14 -> "{\"prompt\":\"a\"} ".repeat(many);
      default -> "{\"messages\":[" + "{\"role\":\"user\",\"content\":\"\"},".repeat(many) + "{}]}";
    };
  }

  private static Map<String, String> members(String path, Draw draw) {
    Map<String, String> members = new LinkedHashMap<>();
    switch (path) {
      case "/api/v1/llm/generate", "/api/v1/tts/synthesize", "/api/v1/image/generate" -> {
        members.putAll(task(path, draw));
        boolean waits = draw.chance(50);
        members.put(waits ? "wait_s" : "async", waits ? draw.of("0", "1") : "true");
      }
      case "/api/v1/tasks" -> members.put("tasks", tasks(draw));
      case "/api/v1/tasks/actions" -> {
        members.put("action", draw.of("\"cancel\"", "\"retry\"", "\"reprioritise\""));
        members.put("filter", filter(draw));
        members.put("priority", draw.of("null", "0", "9"));
        members.put(draw.of("dry_run", "expected_count"), draw.of("true", "0", "3"));
      }
      case "/api/v1/tenants/{name}" -> {
        members.put("weight", draw.of("1", "1000", "null"));
        members.put("max_queued", draw.of("1", "100000000", "null"));
        members.put("rate_per_minute", draw.of("1", "1000000", "null"));
        members.put("jobs_per_day", draw.of("1", "1000000000", "null"));
      }
      case "/api/v1/lanes/weights" -> {
        members.put("llm", draw.of("70", "1", "99"));
        members.put("image", draw.of("30", "99", "1"));
      }
      case "/api/v1/models/pull" -> {
        members.put(draw.of("name", "source"), draw.of("\"none\"", "\"hf:nobody/none@0\""));
        members.put("as", "\"hostile\"");
        members.put("type", draw.of("\"llm\"", "\"tts\"", "\"echo\""));
      }
      default -> members.put("priority", draw.of("0", "9", "5"));
    }
    return members;
  }

  private static Map<String, String> task(String path, Draw draw) {
    Map<String, String> members = new LinkedHashMap<>();
    if (path.contains("llm")) {
      members.put("prompt", "\"Hello " + draw.below(1000) + "\"");
      members.put("max_tokens", draw.of("1", "2", "4.0"));
    } else if (path.contains("tts")) {
      members.put("text", draw.of("\"Hi.\"", "\"" + HostileValues.utf8("\u4f60\u597d") + "\""));
    } else {
      members.put("prompt", "\"a red apple\"");
      members.put("width", "64");
      members.put("height", "64");
      members.put("steps", "1");
    }
    if (!path.contains("llm") && draw.chance(70)) {
      members.put("run_at", later());
    }
    if (draw.chance(30)) {
      members.put("priority", String.valueOf(draw.below(10)));
    }
    if (draw.chance(20)) {
      members.put("tags", "[\"" + HostileValues.utf8("\u56fe") + "\",\"b\"]");
    }
    if (draw.chance(10)) {
      members.put("unique_key", "\"k" + draw.below(5) + "\"");
    }
    return members;
  }

  /** A time within the year that a submission may lie ahead. */
  private static String later() {
    return "\"" + Instant.now().plus(100, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS) + "\"";
  }

  private static String tasks(Draw draw) {
    List<String> all = new ArrayList<>();
    for (int i = draw.below(4); i >= 0; i--) {
      String type = draw.of("llm", "llm", "tts", "image");
      Map<String, String> task = new LinkedHashMap<>();
      task.put("type", "\"" + type + "\"");
      task.putAll(task(type, draw));
      if (draw.chance(8)) {
        change(task, type, draw);
      }
      all.add(text(task));
    }
    return "[" + String.join(",", all) + "]";
  }

  private static String filter(Draw draw) {
    Map<String, String> filter = new LinkedHashMap<>();
    for (int i = draw.below(3); i > 0; i--) {
      String name = draw.of("type", "status", "tags", "tenant", "error_type", "created_after");
      filter.put(name, draw.chance(50) ? fitting(name) : HostileValues.json(draw));
    }
    return text(filter);
  }

  private static String fitting(String name) {
    return switch (name) {
      case "type" -> "[\"llm\",\"image\"]";
      case "status" -> "\"queued\"";
      case "created_after" -> "\"2026-01-31T08:00:00+08:00\"";
      default -> "\"default\"";
    };
  }

  private static void change(Map<String, String> members, String path, Draw draw) {
    List<String> names = new ArrayList<>(members.keySet());
    String name = draw.chance(60) && !names.isEmpty() ? draw.of(names) : further(path, draw);
    switch (draw.below(10)) {
      case 0 -> members.remove(name);
      case 1 -> members.put(name + draw.of("s", "", "_", " ", "\\u0000"), HostileValues.json(draw));
      default -> members.put(name, value(name, draw));
    }
  }

  private static String further(String path, Draw draw) {
    if (path.contains("image")) {
      return draw.of(
          "negative_prompt", "width", "height", "n", "sampler", "guidance_scale", "steps");
    }
    if (path.contains("tts")) {
      return draw.of("voice", "speed", "language", "format", "model");
    }
    if (path.contains("llm") && draw.chance(50)) {
      return draw.of("messages", "system", "top_p", "top_k", "stop", "repetition_penalty");
    }
    return draw.chance(80) ? draw.of(SUBMISSION) : draw.of("x", "", "__proto__", "type", "id");
  }

  /** Nobody waits for long, whatever the server takes. */
  private static String value(String name, Draw draw) {
    String value = HostileValues.json(draw);
    return name.equals("wait_s") && value.matches("[0-9.eE+]*") ? "3601" : value;
  }

  private static String broken(String body, Draw draw) {
    int at = draw.below(body.length() + 1);
    return switch (draw.below(9)) {
      case 0 -> body.substring(0, at);
      case 1 -> body + draw.of("}", "{}", ",", "\u0000", "x", body);
      case 2 -> HostileValues.utf8("\ufeff") + body;
      case 3 -> HostileValues.utf8("\ufeff\ufeff") + body;
      case 4 -> body.substring(0, at) + draw.bytes(4) + body.substring(at);
      case 5 -> draw.of("[", "\"", "null", "1", "") + body;
      case 6 -> body.replace("\"", draw.of("'", "", "\\\""));
      case 7 -> "\u00ff\u00fe" + body.replaceAll("(?s)(.)", "$1\u0000");
      default -> body.replace(",", draw.of(",,", ";", ",\u00a0", ",/* c */", ",# c\n"));
    };
  }

  private static String text(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
