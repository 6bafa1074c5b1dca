package dev.aischeduler.web.openai.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.jobs.openai.ChatParameters;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.openai.reply.Lists;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a body asks for.
 *
 * @param requests one for each choice
 * @param stream whether the text is wanted as it comes
 * @param usage whether a stream ends with the tokens that were used
 * @param store whether the completion is to be found again
 * @param metadata what the client keeps with it; null for none
 */
record ChatBody(
    List<ObjectNode> requests,
    boolean stream,
    boolean usage,
    boolean store,
    @Nullable ObjectNode metadata) {
  private static final int MOST_CHOICES = 8;

  /**
   * Reads a body.
   *
   * @param body is changed
   * @throws ApiException 400 names the parameter at fault
   */
  static ChatBody of(ObjectNode body) {
    JsonNode n = body.remove("n");
    int choices = n == null || n.isNull() ? 1 : n.isInt() ? n.intValue() : 0;
    if (choices < 1 || choices > MOST_CHOICES) {
      throw ApiException.invalid("n", "must be a whole number from 1 to " + MOST_CHOICES);
    }
    boolean stream = Lists.flag(body, "stream");
    JsonNode options = body.path("stream_options");
    if (options.isObject() && !stream) {
      throw ApiException.invalid("stream_options", "belongs to \"stream\": true");
    }
    ChatBody read =
        new ChatBody(
            new ArrayList<>(),
            stream,
            options.path("include_usage").asBoolean(false),
            Lists.flag(body, "store"),
            Lists.metadata(body));
    body.remove("stream");
    ObjectNode request = ChatParameters.request(body);
    JsonNode seed = request.path("seed");
    for (int i = 0; i < choices; i++) {
      ObjectNode own = request.deepCopy();
      if (seed.isIntegralNumber()) {
        own.put("seed", seed.longValue() + i);
      }
      read.requests.add(own);
    }
    return read;
  }

  /** Whether more is to be kept of the completion than its job. */
  boolean needsObject() {
    return requests.size() > 1 || store || metadata != null;
  }
}
