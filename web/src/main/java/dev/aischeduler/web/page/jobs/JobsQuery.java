package dev.aischeduler.web.page.jobs;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.request.FilterValues;
import dev.aischeduler.web.api.request.QueryParams;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs the reader wants to see: the same words as those of {@code GET /api/v1/tasks}.
 *
 * @param status state, or null for all
 * @param type task type, or null for all
 * @param after the last job of the page before; null at the beginning
 */
public record JobsQuery(
    @Nullable String status,
    @Nullable String type,
    @Nullable String tag,
    @Nullable String tenant,
    @Nullable String errorType,
    @Nullable UUID after) {
  private static final Set<String> KNOWN =
      Set.of("status", "type", "tag", "tenant", "error_type", "after");

  static JobsQuery of(Context ctx) {
    QueryParams query = new QueryParams(ctx, KNOWN);
    return new JobsQuery(
        given(query, "status"),
        given(query, "type"),
        given(query, "tag"),
        given(query, "tenant"),
        given(query, "error_type"),
        query.one("after").map(text -> Paths.uuid("after", text)).orElse(null));
  }

  /** Fields of a form that were left empty choose nothing. */
  private static @Nullable String given(QueryParams query, String name) {
    return query.one(name).filter(value -> !value.isBlank()).orElse(null);
  }

  JobFilter filter(Settings.Lanes lanes) {
    return new JobFilter(
        FilterValues.types(lanes, "type", listOf(type)),
        FilterValues.statuses("status", listOf(status)),
        listOf(tag),
        tenant,
        errorType,
        null,
        null);
  }

  private static List<String> listOf(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  /** Address of the first page with another state. */
  public String withStatus(@Nullable String other) {
    return new JobsQuery(other, type, tag, tenant, errorType, null).address();
  }

  /** Address of the page after a job. */
  String from(UUID last) {
    return new JobsQuery(status, type, tag, tenant, errorType, last).address();
  }

  private String address() {
    List<String> parts = new ArrayList<>();
    add(parts, "status", status);
    add(parts, "type", type);
    add(parts, "tag", tag);
    add(parts, "tenant", tenant);
    add(parts, "error_type", errorType);
    add(parts, "after", after == null ? null : after.toString());
    return parts.isEmpty() ? "/jobs" : "/jobs?" + String.join("&", parts);
  }

  private static void add(List<String> parts, String name, @Nullable String value) {
    if (value != null) {
      parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
