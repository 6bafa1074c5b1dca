package dev.aischeduler.db.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.aischeduler.config.json.Json;

/**
 * Signals as JSON objects of one line, for example {@code {"signal":"queued","lanes":["llm"]}}. A
 * message that cannot be read, such as one of another version, is a {@link Signal.Refresh}: the
 * receiver reads the tables instead.
 */
final class SignalCodec {
  private static final ObjectWriter WRITER =
      Json.mapper()
          .writerFor(Signal.class)
          .without(SerializationFeature.FAIL_ON_EMPTY_BEANS, SerializationFeature.INDENT_OUTPUT);

  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(Signal.class)
          .with(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private SignalCodec() {}

  static String write(Signal signal) {
    try {
      return WRITER.writeValueAsString(signal);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("signal " + signal + " cannot be written as JSON", e);
    }
  }

  static Signal read(String message) {
    try {
      Signal signal = READER.readValue(message);
      return signal == null ? new Signal.Refresh() : signal;
    } catch (JsonProcessingException e) {
      return new Signal.Refresh();
    }
  }
}
