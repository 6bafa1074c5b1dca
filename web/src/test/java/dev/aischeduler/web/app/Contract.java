package dev.aischeduler.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The file openapi.yaml: what it promises of each endpoint. */
public final class Contract {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private final JsonNode document;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** Reads the contract that ships with the product. */
  public Contract() {
    try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
      this.document = new YAMLMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every endpoint as method and path. */
  public List<String> endpoints() {
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
        if (METHODS.contains(entry.getKey())) {
          all.add(entry.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return all;
  }

  /** The example requests of an endpoint. */
  public List<JsonNode> examples(String method, String path) {
    List<JsonNode> all = new ArrayList<>();
    document
        .path("paths")
        .path(path)
        .path(method)
        .at("/requestBody/content/application~1json/examples")
        .forEach(example -> all.add(example.path("value")));
    return all;
  }

  /** Fails unless the endpoint is documented and its JSON answer is as documented. */
  public void check(String method, String path, Answer answer) {
    Optional<JsonNode> operation = operation(method, path);
    String type = answer.header("Content-Type").split(";", 2)[0];
    if (operation.isEmpty() || !type.endsWith("json")) {
      return;
    }
    JsonNode response = resolve(operation.get().path("responses").path("" + answer.status()));
    String what = method + " " + path + " -> " + answer.status();
    assertThat(response.isMissingNode()).as(what + " is documented").isFalse();
    JsonNode schema = response.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode()).as(what + " documents " + type).isFalse();
    assertThat(errors(schema, answer.json())).as(what + ": " + answer.text()).isEmpty();
  }

  /** What is wrong with a value, by a schema of the contract. */
  public List<String> errors(JsonNode schema, JsonNode value) {
    ObjectNode root = Json.mapper().createObjectNode();
    root.setAll((ObjectNode) schema);
    root.set("components", document.path("components"));
    return schemas.getSchema(root).validate(value).stream().map(Object::toString).toList();
  }

  /** The operation of an endpoint; a missing node when there is none. */
  public JsonNode operation(String endpoint) {
    String[] parts = endpoint.split(" ", 2);
    return document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
  }

  /** Parameters of an endpoint, also those of its path. */
  public List<JsonNode> parameters(String endpoint) {
    List<JsonNode> all = new ArrayList<>();
    operation(endpoint).path("parameters").forEach(one -> all.add(resolve(one)));
    String path = endpoint.split(" ", 2)[1];
    document.path("paths").path(path).path("parameters").forEach(one -> all.add(resolve(one)));
    return all;
  }

  /** A schema that is named in the contract. */
  public JsonNode schema(String name) {
    return document.path("components").path("schemas").path(name);
  }

  /** The schema of an endpoint's request. */
  public JsonNode requestSchema(String method, String path) {
    return document
        .path("paths")
        .path(path)
        .path(method)
        .at("/requestBody/content/application~1json/schema");
  }

  /** The fields that a submission takes. */
  public List<String> requestFields(String path) {
    List<String> fields = new ArrayList<>();
    for (JsonNode part : resolve(requestSchema("post", path)).path("allOf")) {
      resolve(part).path("properties").fieldNames().forEachRemaining(fields::add);
    }
    return fields;
  }

  private Optional<JsonNode> operation(String method, String path) {
    String plain = path.split("\\?", 2)[0];
    return document.path("paths").properties().stream()
        .filter(entry -> plain.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/]+")))
        .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
        .filter(operation -> !operation.isMissingNode())
        .findFirst();
  }

  /** What a reference within the contract names; anything else itself. */
  public JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }
}
