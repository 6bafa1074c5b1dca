package dev.aischeduler.engine.bulkrun.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Readable file names of artifacts, from a template such as {@code {line}-{prompt}.png}. In braces:
 * {@code item}, {@code line} (with leading zeros, so that names sort), {@code key}, {@code type},
 * {@code name} (of the artifact), or any field of the request. The ending is the artifact's own.
 * Names are unique in a run and safe on every file system. Thread-safe.
 */
final class ArtifactNames {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9_]{0,63})}");
  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");
  private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{N}._-]+");
  private static final int MAX_VALUE = 60;
  private static final int MAX_NAME = 120;

  private final String template;
  private final int digits;

  /**
   * Names by a template.
   *
   * @param rows of the manifest, which numbers have as many digits as
   */
  ArtifactNames(String template, int rows) {
    String base = ENDING.matcher(template).replaceFirst("");
    this.template = base.contains("{item}") || base.contains("{line}") ? base : "{item}-" + base;
    this.digits = Integer.toString(rows + 1).length();
  }

  /** Names of the artifacts of an item, in their order. */
  List<String> of(ResultRow row) {
    List<String> names = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (Artifact artifact : row.artifacts()) {
      Matcher ending = ENDING.matcher(artifact.name());
      String suffix = ending.find() ? ending.group().toLowerCase(Locale.ROOT) : "";
      String base = safe(expand(row, artifact));
      String name = base + suffix;
      for (int copy = 2; !used.add(name); copy++) {
        name = base + "-" + copy + suffix;
      }
      names.add(name);
    }
    return names;
  }

  private String expand(ResultRow row, Artifact artifact) {
    Matcher matcher = PLACEHOLDER.matcher(template);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          text, Matcher.quoteReplacement(cut(value(matcher.group(1), row, artifact))));
    }
    matcher.appendTail(text);
    return text.toString();
  }

  private String value(String name, ResultRow row, Artifact artifact) {
    return switch (name) {
      case "item" -> number(row.item().item());
      case "line" -> number(row.item().line());
      case "key" -> row.item().label() == null ? "" : row.item().label();
      case "type" -> row.job() == null ? "" : row.job().type().wireName();
      case "name" -> ENDING.matcher(artifact.name()).replaceFirst("");
      default -> requestValue(name, row.job());
    };
  }

  private String number(int value) {
    return String.format(Locale.ROOT, "%0" + digits + "d", value);
  }

  private static String requestValue(String field, @Nullable Job job) {
    if (job == null) {
      return "";
    }
    try {
      JsonNode value = Json.mapper().readTree(job.request()).path(field);
      return value.isValueNode() && !value.isNull() ? value.asText() : "";
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static String cut(String value) {
    return value.length() <= MAX_VALUE
        ? value
        : value.substring(0, value.offsetByCodePoints(0, MAX_VALUE / 2));
  }

  private static String safe(String name) {
    String safe = UNSAFE.matcher(name).replaceAll("_").replaceAll("[._-]+$|^[._-]+", "");
    String kept = safe.length() > MAX_NAME ? safe.substring(0, MAX_NAME) : safe;
    return kept.isEmpty() ? "file" : kept;
  }
}
