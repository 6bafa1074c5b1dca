package dev.aischeduler.web.cli.options;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.shell.TextTable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * How things of one kind are listed for people.
 *
 * @param header names of the columns
 * @param cells the texts of one thing, as many as there are columns
 */
public record Columns(List<String> header, Function<JsonNode, List<String>> cells) {

  /** A header and a line for each thing. */
  TextTable table(Iterable<JsonNode> things) {
    return new TextTable(
        header, StreamSupport.stream(things.spliterator(), false).map(cells).toList());
  }

  /** The text of a field on one line; {@code -} when it is missing, null or empty. */
  public static String text(JsonNode thing, String field) {
    JsonNode value = thing.path(field);
    // control characters would let stored text steer the terminal
    String text = value.isNull() ? "" : value.asText().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return text.isBlank() ? "-" : text;
  }
}
