package dev.aischeduler.config.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole numbers, also those that are written with a fraction of zero: {@code 64.0} and {@code
 * 6.4e1} are the number 64 in JSON, and some languages write nothing else. A number with a real
 * fraction, a text or a boolean is refused. Thread-safe.
 *
 * @param <N> the type of the numbers
 */
public final class WholeNumber<N extends Number> extends StdScalarDeserializer<N> {
  private static final long serialVersionUID = 1L;

  /** From here on a double cannot represent every whole number. */
  private static final double EXACT = 1L << 53;

  private final Class<N> type;
  private final @Nullable N absent;

  /** How a number is read that has no fraction. */
  private final transient Reader<N> reader;

  /** Reads the current token, which is a number without a fraction. */
  @FunctionalInterface
  private interface Reader<N> {
    N read(JsonParser parser) throws IOException;
  }

  private WholeNumber(Class<N> type, @Nullable N absent, Reader<N> reader) {
    super(type);
    this.type = type;
    this.absent = absent;
    this.reader = reader;
  }

  /** Integers; {@code absent} is what null means. */
  static WholeNumber<Integer> ofInt(Class<Integer> type, @Nullable Integer absent) {
    return new WholeNumber<>(type, absent, JsonParser::getIntValue);
  }

  /** Longs; {@code absent} is what null means. */
  static WholeNumber<Long> ofLong(Class<Long> type, @Nullable Long absent) {
    return new WholeNumber<>(type, absent, JsonParser::getLongValue);
  }

  @Override
  public N deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)
        || (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT) && isWhole(parser.getDoubleValue()))) {
      // a value beyond the type's range is refused by the parser
      return reader.read(parser);
    }
    throw MismatchedInputException.from(parser, type, "must be a whole number");
  }

  @Override
  @SuppressWarnings("NullAway")
  public @Nullable N getNullValue(DeserializationContext context) {
    return absent;
  }

  public static boolean isWhole(double value) {
    return Math.abs(value) < EXACT && Math.rint(value) == value;
  }
}
