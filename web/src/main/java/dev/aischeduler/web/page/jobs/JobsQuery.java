package dev.aischeduler.web.page.jobs;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.request.FilterValues;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.page.Section;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs the reader wants to see: the same words as those of {@code GET /api/v1/tasks}, and
 * some more.
 *
 * @param values what the address asks for, by name; what is not there asks for nothing
 */
public record JobsQuery(Map<String, String> values) {
  static final String STATUS = "status";
  static final String TYPE = "type";
  static final String TAG = "tag";
  static final String TENANT = "tenant";
  static final String CAUSE = "error_type";
  static final String FROM = "created_after";
  static final String TO = "created_before";

  /** Words of the request. */
  static final String WORDS = "words";

  /** The page of jobs older than this one. */
  static final String AFTER = "after";

  /** The page of jobs newer than this one. */
  static final String BEFORE = "before";

  private static final int MAX_WORDS = 200;
  private static final Set<String> KNOWN =
      Set.of(STATUS, TYPE, TAG, TENANT, CAUSE, FROM, TO, WORDS, AFTER, BEFORE);

  /** Keeps the order of the values. */
  public JobsQuery {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * What an address asks for; fields of a form that were left empty choose nothing.
   *
   * @throws ApiException 400 for unknown words
   */
  static JobsQuery of(Context ctx) {
    QueryParams query = new QueryParams(ctx, KNOWN);
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : List.of(STATUS, TYPE, TAG, TENANT, CAUSE, FROM, TO, WORDS, AFTER, BEFORE)) {
      query
          .one(name)
          .filter(value -> !value.isBlank())
          .ifPresent(value -> values.put(name, value.strip()));
    }
    if (values.getOrDefault(WORDS, "").length() > MAX_WORDS) {
      throw ApiException.invalid(WORDS, "must be at most " + MAX_WORDS + " characters");
    }
    if (values.containsKey(WORDS) && values.containsKey(BEFORE)) {
      throw ApiException.invalid(BEFORE, "does not go with " + WORDS)
          .remedy("begin with the newest jobs");
    }
    return new JobsQuery(values);
  }

  /** The filter. */
  JobFilter filter(Settings.Lanes lanes) {
    return new JobFilter(
        FilterValues.types(lanes, TYPE, listOf(TYPE)),
        FilterValues.statuses(STATUS, listOf(STATUS)),
        listOf(TAG),
        get(TENANT),
        get(CAUSE),
        time(FROM),
        time(TO));
  }

  /** The filter as the body of an action on all of these jobs has it. */
  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    for (String name : List.of(STATUS, TYPE, TENANT, CAUSE, FROM, TO)) {
      String value = get(name);
      if (value != null) {
        body.put(name, value);
      }
    }
    if (get(TAG) != null) {
      body.put("tags", listOf(TAG));
    }
    return body;
  }

  private @Nullable Instant time(String name) {
    String value = get(name);
    return value == null ? null : FilterValues.time(name, value);
  }

  private List<String> listOf(String name) {
    String value = get(name);
    return value == null ? List.of() : List.of(value);
  }

  /** A value of the address, or null. */
  public @Nullable String get(String name) {
    return values.get(name);
  }

  /** A value of the address for a field of the form. */
  public String field(String name) {
    return Objects.requireNonNullElse(get(name), "");
  }

  /** A job that the address names, or null. */
  @Nullable UUID id(String name) {
    String value = get(name);
    return value == null ? null : Paths.uuid(name, value);
  }

  /** Whether it asks for something beside a state and a page. */
  public boolean narrowed() {
    return values.keySet().stream().anyMatch(name -> !Set.of(STATUS, AFTER, BEFORE).contains(name));
  }

  /** Whether the jobs that it selects can be told to the API: it does not search for words. */
  public boolean actionable() {
    return get(WORDS) == null;
  }

  /** Address of the first page with another value; null leaves the value out. */
  public String with(String name, @Nullable String value) {
    Map<String, String> other = new LinkedHashMap<>(values);
    other.remove(AFTER);
    other.remove(BEFORE);
    other.remove(name);
    if (value != null) {
      other.put(name, value);
    }
    return address(other);
  }

  /** Address of the jobs whose request holds what is looked for in this value. */
  public String asWords(String name) {
    return address(Map.of(WORDS, field(name)));
  }

  /** Address of all jobs of the state. */
  public String cleared() {
    String status = get(STATUS);
    return address(status == null ? Map.of() : Map.of(STATUS, status));
  }

  /** Address of the list with these values. */
  static String address(Map<String, String> values) {
    return Addresses.of(Section.JOBS.path(), values);
  }
}
