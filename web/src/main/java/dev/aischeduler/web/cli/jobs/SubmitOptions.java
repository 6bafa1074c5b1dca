package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every submission. */
final class SubmitOptions {
  @Option(
      names = {"-p", "--priority"},
      paramLabel = "0..9",
      description = "Priority; 9 runs first (default: of the lane).")
  private @Nullable Integer priority;

  @Option(
      names = "--max-attempts",
      paramLabel = "N",
      description = "Attempts before the job fails.")
  private @Nullable Integer maxAttempts;

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "Time limit of an attempt.")
  private @Nullable Integer timeoutS;

  @Option(
      names = "--run-at",
      paramLabel = "TIME",
      description = "Earliest start, for example 2026-12-31T08:00:00Z.")
  private @Nullable String runAt;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "Tenant of the job (default: default).")
  private @Nullable String tenant;

  @Option(
      names = "--unique-key",
      paramLabel = "KEY",
      description = "Return the unfinished job with this key, if any.")
  private @Nullable String uniqueKey;

  @Option(names = "--tag", paramLabel = "TAG", description = "Tag to filter by; repeatable.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "A repeated request with this key returns the same job.")
  private @Nullable String idempotencyKey;

  @Option(names = "--async", description = "Print the id and do not wait.")
  private boolean async;

  @Option(
      names = "--dry-run",
      description = "Tell whether, where and when the job would start; submit nothing.")
  private boolean dryRun;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File for the result.")
  private @Nullable Path output;

  @Option(
      names = {"-f", "--field"},
      paramLabel = "NAME=VALUE",
      description = "Any other field of the request, for example -f seed=7; repeatable.")
  private Map<String, String> fields = new LinkedHashMap<>();

  /** Adds what was given to a request. */
  void addTo(ObjectNode body) {
    fields.forEach((name, value) -> body.set(name, value(value)));
    put(body, "priority", priority);
    put(body, "max_attempts", maxAttempts);
    put(body, "timeout_s", timeoutS);
    if (runAt != null) {
      body.put("run_at", runAt);
    }
    if (tenant != null) {
      body.put("tenant", tenant);
    }
    if (uniqueKey != null) {
      body.put("unique_key", uniqueKey);
    }
    if (!tags.isEmpty()) {
      body.set("tags", Json.mapper().valueToTree(tags));
    }
  }

  /** Adds a number unless it was not given. */
  static void put(ObjectNode body, String name, @Nullable Integer value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  Map<String, String> headers() {
    return idempotencyKey == null ? Map.of() : Map.of("Idempotency-Key", idempotencyKey);
  }

  boolean async() {
    return async;
  }

  boolean dryRun() {
    return dryRun;
  }

  @Nullable Path output() {
    return output;
  }

  /** JSON where the text is JSON, else the text itself. */
  private static JsonNode value(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      return Json.mapper().getNodeFactory().textNode(text);
    }
  }
}
