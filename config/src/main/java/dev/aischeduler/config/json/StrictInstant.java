package dev.aischeduler.config.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Reads a time only from the text that {@link IsoTime} knows. Jackson's own reader reads numbers,
 * and digits in quotes, as seconds since 1970. Thread-safe.
 */
final class StrictInstant extends StdScalarDeserializer<Instant> {
  private static final long serialVersionUID = 1L;

  StrictInstant() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      throw MismatchedInputException.from(parser, Instant.class, "must be " + IsoTime.EXPECTED);
    }
    String text = parser.getText();
    try {
      return IsoTime.parse(text);
    } catch (DateTimeException e) {
      throw context.weirdStringException(text, Instant.class, "must be " + IsoTime.EXPECTED);
    }
  }
}
