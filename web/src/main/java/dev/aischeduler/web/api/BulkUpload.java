package dev.aischeduler.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.bulkrun.BulkOptions;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.request.MultipartForm;
import dev.aischeduler.web.api.request.QueryParams;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A manifest that is sent, with its options: the body itself and query parameters, or a form whose
 * part {@code manifest} is the file and whose fields before it are options, too.
 *
 * @param manifest to be read once
 */
record BulkUpload(BulkOptions options, InputStream manifest) {
  private static final Set<String> OPTIONS =
      Set.of(
          "name",
          "tenant",
          "type",
          "priority",
          "defaults",
          "window",
          "skip_limit",
          "dry_run",
          "artifact_names",
          "callback_url",
          "callback_events");

  /**
   * That of a request.
   *
   * @throws ApiException 400 names the option
   */
  static BulkUpload of(Context ctx) throws IOException {
    String type = ctx.header("Content-Type");
    if (!MultipartForm.isMultipart(type)) {
      return new BulkUpload(
          options(Caller.of(ctx), new QueryParams(ctx, OPTIONS)), ctx.bodyInputStream());
    }
    MultipartForm form = MultipartForm.open(type, ctx.bodyInputStream(), "manifest");
    return new BulkUpload(
        options(Caller.of(ctx), new QueryParams(ctx, form.fields(), OPTIONS)), form.file());
  }

  private static BulkOptions options(Caller caller, QueryParams query) {
    ObjectNode defaults =
        query.one("defaults").map(BulkUpload::defaults).orElse(Json.mapper().createObjectNode());
    query.one("type").ifPresent(type -> defaults.put("type", type));
    if (query.one("priority").isPresent()) {
      defaults.put("priority", query.number("priority", 0, 9, 0));
    }
    if (defaults.path("priority").isInt()) {
      Scope.priority(caller, defaults.path("priority").intValue(), 0);
    }
    List<String> events = query.all("callback_events");
    return new BulkOptions(
        query.one("name").orElse("bulk run"),
        Scope.tenant(caller, query.one("tenant").orElse(null)),
        defaults,
        query.one("window").isPresent() ? query.number("window", 1, 100_000, 1) : null,
        query.one("skip_limit").isPresent() ? query.number("skip_limit", 0, 999_999_999, 0) : null,
        flag(query, "dry_run"),
        query.one("artifact_names").orElse(null),
        new CallbackTerms(query.one("callback_url").orElse(null), events.isEmpty() ? null : events),
        caller.maxPriority());
  }

  private static boolean flag(QueryParams query, String name) {
    Optional<String> value = query.one(name);
    if (value.isPresent() && !Set.of("true", "false").contains(value.get())) {
      throw ApiException.invalid(name, "must be true or false");
    }
    return value.map(Boolean::parseBoolean).orElse(false);
  }

  private static ObjectNode defaults(String json) {
    try {
      JsonNode tree = StrictJson.tree(json);
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProblemException e) {
      throw ApiException.invalid("defaults", String.valueOf(e.getMessage()));
    }
    throw ApiException.invalid("defaults", "must be a JSON object such as {\"voice\": \"en\"}");
  }
}
