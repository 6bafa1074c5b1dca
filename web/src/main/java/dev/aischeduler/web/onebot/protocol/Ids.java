package dev.aischeduler.web.onebot.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers of accounts, groups and messages; some programs write them as texts. */
public final class Ids {
  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

  private Ids() {}

  /** The number, or empty when it is none. */
  public static Optional<Long> read(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Optional.of(node.longValue());
    }
    return node.isTextual() ? read(node.textValue()) : Optional.empty();
  }

  /** The number that a text says, or empty. */
  public static Optional<Long> read(String text) {
    return DIGITS.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
