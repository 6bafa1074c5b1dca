package dev.aischeduler.engine.batch;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.springframework.batch.core.repository.ExecutionContextSerializer;

/**
 * What Spring Batch keeps between turns, as readable JSON: text, numbers and truth values. Its own
 * way, Java's serialization, would run whatever class stands in the table. Thread-safe.
 */
final class BatchContexts implements ExecutionContextSerializer {
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  @Override
  public void serialize(Map<String, Object> context, OutputStream out) throws IOException {
    for (Map.Entry<String, Object> entry : context.entrySet()) {
      Object value = entry.getValue();
      if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
        throw new IOException(entry.getKey() + " is neither text, number nor truth value");
      }
    }
    out.write(Json.mapper().writeValueAsBytes(context));
  }

  @Override
  public Map<String, Object> deserialize(InputStream in) throws IOException {
    return Json.mapper().readValue(in, MAP);
  }
}
