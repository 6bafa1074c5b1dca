package dev.aischeduler.engine.bulkrun.manifest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the rows of a manifest are written. */
public enum ManifestFormat {
  /** Separated values with a header: RFC 4180, with commas, semicolons or tabs. */
  CSV,
  /** One JSON object on each line, in this product's shape or as an OpenAI batch. */
  JSONL;

  /** The name in specs and in the API. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of this name.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  @JsonCreator
  public static ManifestFormat of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
