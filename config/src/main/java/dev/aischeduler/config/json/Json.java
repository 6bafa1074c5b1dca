package dev.aischeduler.config.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;

/**
 * The one JSON dialect of the product: snake_case, times in ISO-8601 with an offset, nothing
 * coerced or ignored.
 */
public final class Json {
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(JsonLimits.MAX_DEPTH)
          .maxNumberLength(JsonLimits.MAX_NUMBER_CHARS)
          .build();
  private static final ObjectMapper MAPPER = build();

  private Json() {}

  /** The shared mapper. Thread-safe; must not be reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  private static SimpleModule strictScalars() {
    return new SimpleModule("strict scalars")
        .addDeserializer(Instant.class, new StrictInstant())
        .addDeserializer(Integer.class, WholeNumber.ofInt(Integer.class, null))
        .addDeserializer(int.class, WholeNumber.ofInt(int.class, 0))
        .addDeserializer(Long.class, WholeNumber.ofLong(Long.class, null))
        .addDeserializer(long.class, WholeNumber.ofLong(long.class, 0L));
  }

  private static ObjectMapper build() {
    JsonMapper.Builder builder =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(BOUNDS).build())
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addModule(strictScalars())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    builder.withCoercionConfig(
        LogicalType.Textual,
        c ->
            c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    builder.withCoercionConfigDefaults(
        c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    builder.withConfigOverride(
        List.class, o -> o.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)));
    return builder.build();
  }
}
