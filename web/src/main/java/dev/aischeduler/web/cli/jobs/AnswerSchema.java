package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.exit.FileErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The form of an answer that the command line asks for. */
final class AnswerSchema {
  private AnswerSchema() {}

  /**
   * Adds {@code response_format} to a request when a form is asked for.
   *
   * @param schema file of a JSON Schema, or null
   * @param anyObject whether any JSON object will do
   * @throws UncheckedIOException when the file cannot be read
   */
  static void put(ObjectNode body, @Nullable Path schema, boolean anyObject) {
    if (schema != null && anyObject) {
      throw new BadValueException("--schema and --json-object exclude each other; give one");
    }
    if (anyObject) {
      body.putObject("response_format").put("type", "json_object");
    }
    if (schema != null) {
      ObjectNode format = body.putObject("response_format").put("type", "json_schema");
      format.putObject("json_schema").put("name", "answer").set("schema", read(schema));
    }
  }

  private static JsonNode read(Path file) {
    try {
      return Json.mapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new BadValueException(
          "--schema: " + file + " is not JSON: " + e.getOriginalMessage() + "; correct it");
    } catch (IOException e) {
      throw new UncheckedIOException("--schema: " + FileErrors.sentence(e), e);
    }
  }
}
