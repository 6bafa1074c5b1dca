package dev.aischeduler.jobs.llm.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The filter {@code tojson} of chat templates as Hugging Face defines it: JSON with the spaces of
 * Python's {@code json.dumps}, which models were trained on, without escapes for HTML.
 */
final class ToJson implements Filter {
  private static final ObjectWriter WRITER = Json.mapper().writer(new Spaces());

  @Override
  public String getName() {
    return "tojson";
  }

  @Override
  public Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    return write(value);
  }

  /** The JSON of a value. */
  static String write(@Nullable Object value) {
    try {
      return WRITER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("tojson cannot write " + value, e);
    }
  }

  /** A space after commas and colons. */
  private static final class Spaces extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
      json.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(", ");
    }
  }
}
