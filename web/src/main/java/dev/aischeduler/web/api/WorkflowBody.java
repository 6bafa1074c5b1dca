package dev.aischeduler.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.request.YamlBody;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow is started with: a JSON body with definition, inputs and tenant, or the
 * definition itself as a body of YAML, with the others in the query.
 *
 * @param definition the document, or its text in YAML or JSON
 * @param inputs values by name
 * @param callback where its end is reported to
 */
record WorkflowBody(
    JsonNode definition, ObjectNode inputs, @Nullable String tenant, CallbackTerms callback) {
  private static final String INPUTS = "inputs";
  private static final String TENANT = "tenant";
  private static final String URL = "callback_url";
  private static final String EVENTS = "callback_events";

  /** The JSON body. */
  record Start(
      @Nullable JsonNode definition,
      @Nullable ObjectNode inputs,
      @Nullable String tenant,
      @Nullable String callbackUrl,
      @Nullable List<@Nullable String> callbackEvents) {}

  /**
   * Reads it.
   *
   * @throws ApiException 400 naming the field; 413 or 415 as {@link JsonBody#object}
   * @throws JsonProblemException broken JSON
   */
  static WorkflowBody of(Context ctx, QueryParams query) {
    if (YamlBody.isSent(ctx)) {
      return new WorkflowBody(
          JsonNodeFactory.instance.textNode(YamlBody.text(ctx)),
          query
              .one(INPUTS)
              .map(WorkflowBody::inputs)
              .orElseGet(JsonNodeFactory.instance::objectNode),
          query.one(TENANT).orElse(null),
          callback(query));
    }
    for (String field : new String[] {INPUTS, TENANT, URL, EVENTS}) {
      if (query.one(field).isPresent()) {
        throw ApiException.invalid(field, "stands in the query, where only YAML bodies have it")
            .remedy("put it into the JSON body");
      }
    }
    Start body = StrictJson.read(JsonBody.object(ctx), Start.class);
    JsonNode definition = body.definition();
    if (definition == null || definition.isNull()) {
      throw ApiException.invalid("definition", "is missing")
          .remedy(
              "send the workflow as an object, or its YAML or JSON as a text, or the YAML itself"
                  + " with Content-Type: application/yaml");
    }
    return new WorkflowBody(
        definition,
        body.inputs() == null ? JsonNodeFactory.instance.objectNode() : body.inputs(),
        body.tenant(),
        new CallbackTerms(body.callbackUrl(), body.callbackEvents()));
  }

  private static CallbackTerms callback(QueryParams query) {
    List<String> events = query.all(EVENTS);
    return new CallbackTerms(query.one(URL).orElse(null), events.isEmpty() ? null : events);
  }

  private static ObjectNode inputs(String json) {
    try {
      if (StrictJson.tree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProblemException e) {
      throw ApiException.invalid(INPUTS, String.valueOf(e.getMessage()));
    }
    throw ApiException.invalid(INPUTS, "must be a JSON object such as {\"topic\": \"rain\"}");
  }
}
