package dev.aischeduler.web.openai.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.web.api.reply.ApiException;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists in OpenAI's shape, and what a client says of the page that it wants. */
public final class Lists {
  private Lists() {}

  /**
   * A page of a list.
   *
   * @param more whether there are further ones behind it
   */
  public static ObjectNode of(List<ObjectNode> page, boolean more) {
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
    list.putArray("data").addAll(page);
    list.set("first_id", page.isEmpty() ? list.nullNode() : page.get(0).path("id"));
    list.set("last_id", page.isEmpty() ? list.nullNode() : page.get(page.size() - 1).path("id"));
    return list.put("has_more", more);
  }

  /**
   * How many a client wants.
   *
   * @throws ApiException 400 for anything but a number from 1 to the most
   */
  public static int limit(Context ctx, int most, int usual) {
    String text = ctx.queryParam("limit");
    if (text == null || text.isEmpty()) {
      return usual;
    }
    int limit = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > most) {
      throw ApiException.invalid("limit", "must be a whole number from 1 to " + most);
    }
    return limit;
  }

  /**
   * A flag in the query; false when it is absent.
   *
   * @throws ApiException 400 for anything but true and false
   */
  public static boolean flag(Context ctx, String name) {
    String text = ctx.queryParam(name);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw ApiException.invalid(name, "must be true or false");
    }
    return "true".equals(text);
  }

  /**
   * Metadata of a body: up to 16 texts by name.
   *
   * @return null for none
   * @throws ApiException 400 for anything else
   */
  public static @Nullable ObjectNode metadata(ObjectNode body) {
    JsonNode value = body.get("metadata");
    if (value == null || value.isNull()) {
      return null;
    }
    boolean texts = value instanceof ObjectNode && value.size() <= 16;
    for (var entry : value.properties()) {
      texts &= entry.getKey().length() <= 64 && entry.getValue().isTextual();
      texts &= entry.getValue().asText().length() <= 512;
    }
    if (!texts) {
      throw ApiException.invalid(
          "metadata", "must be at most 16 texts of 512 characters, with names of 64");
    }
    return (ObjectNode) value;
  }

  /**
   * A flag of a body; false when it is absent.
   *
   * @throws ApiException 400 for anything but true and false
   */
  public static boolean flag(ObjectNode body, String name) {
    JsonNode value = body.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw ApiException.invalid(name, "must be true or false");
    }
    return value.asBoolean(false);
  }
}
