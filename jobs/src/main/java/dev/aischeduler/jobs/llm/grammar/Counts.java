package dev.aischeduler.jobs.llm.grammar;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How many items or characters a schema asks for.
 *
 * @param max {@link Repeat#UNBOUNDED} for no limit
 */
record Counts(int min, int max) {

  /**
   * Reads two keywords; either may be missing.
   *
   * @throws SchemaException when one is no whole number from 0 to {@code most}, or both contradict
   */
  static Counts of(String path, JsonNode schema, String least, String greatest, int most)
      throws SchemaException {
    int min = count(path, schema, least, 0, most);
    int max = count(path, schema, greatest, Repeat.UNBOUNDED, most);
    if (min > max) {
      throw new SchemaException(
          path + "." + least, path + "." + least + " is greater than " + greatest + "; lower it");
    }
    return new Counts(min, max);
  }

  private static int count(String path, JsonNode schema, String keyword, int fallback, int most)
      throws SchemaException {
    JsonNode value = schema.path(keyword);
    if (value.isMissingNode()) {
      return fallback;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.asInt() < 0
        || value.asInt() > most) {
      String at = path + "." + keyword;
      throw new SchemaException(
          at, at + " is " + value + "; it must be a whole number from 0 to " + most);
    }
    return value.asInt();
  }
}
