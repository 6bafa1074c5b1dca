package dev.aischeduler.config.json;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Paths within a JSON document, written {@code messages[0].content}. */
public final class JsonPaths {
  private JsonPaths() {}

  /** The path of a mapping problem; empty for the root. */
  static String of(List<JsonMappingException.Reference> references) {
    String path = "";
    for (JsonMappingException.Reference reference : references) {
      String field = reference.getFieldName();
      path = field == null ? path + "[" + reference.getIndex() + "]" : join(path, field);
    }
    return path;
  }

  /** The path of the value that a parser stands on; empty for the root. */
  static String of(JsonStreamContext context) {
    JsonStreamContext parent = context.getParent();
    if (parent == null) {
      return "";
    }
    String prefix = of(parent);
    if (context.inArray()) {
      return prefix + "[" + Math.max(0, context.getCurrentIndex()) + "]";
    }
    String name = context.getCurrentName();
    return name == null ? prefix : join(prefix, name);
  }

  /** The node at the place of a mapping problem; a missing node when there is none. */
  static JsonNode find(JsonNode root, List<JsonMappingException.Reference> references) {
    JsonNode node = root;
    for (JsonMappingException.Reference reference : references) {
      String field = reference.getFieldName();
      // a list may be given as its only value
      node =
          field != null
              ? node.path(field)
              : node.isArray() ? node.path(reference.getIndex()) : node;
    }
    return node;
  }

  /** A child's path. */
  public static String join(String parent, String field) {
    return parent.isEmpty() ? field : parent + "." + field;
  }
}
