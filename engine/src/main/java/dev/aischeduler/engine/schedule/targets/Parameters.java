package dev.aischeduler.engine.schedule.targets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what stands for the fire time in texts: date, time, fire_time, year, month, day and
 * schedule, each between <code>${</code> and a closing brace; all but the last also with a distance
 * such as {@code date-1d} (units m, h, d, w, mo, y). Two dollars stand for a plain one.
 *
 * @param schedule name of the schedule
 * @param fireTime in the zone of the schedule
 */
public record Parameters(String schedule, ZonedDateTime fireTime) {
  private static final Pattern USE = Pattern.compile("(\\$?)\\$\\{([^}]{0,40})(}?)");
  private static final Pattern EXPRESSION =
      Pattern.compile("\\s*([a-z_]+)\\s*(?:([+-])\\s*(\\d{1,4})\\s*(mo|[mhdwy]))?\\s*");
  private static final Map<String, DateTimeFormatter> FORMATS =
      Map.of(
          "date", format("uuuu-MM-dd"),
          "time", format("HH:mm"),
          "fire_time", format("uuuu-MM-dd'T'HH:mm:ssXXX"),
          "year", format("uuuu"),
          "month", format("MM"),
          "day", format("dd"));
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS,
          "w", ChronoUnit.WEEKS,
          "mo", ChronoUnit.MONTHS,
          "y", ChronoUnit.YEARS);

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /**
   * A copy of a document with every text filled in.
   *
   * @param path of the document in the definition, for messages
   * @throws InvalidRequestException names the field with an unknown parameter
   */
  public JsonNode render(JsonNode document, String path) {
    if (document.isTextual()) {
      return TextNode.valueOf(text(document.textValue(), path));
    }
    if (document instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode(array.size());
      for (int i = 0; i < array.size(); i++) {
        copy.add(render(array.get(i), path + "[" + i + "]"));
      }
      return copy;
    }
    if (document instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      object
          .properties()
          .forEach(e -> copy.set(e.getKey(), render(e.getValue(), path + "." + e.getKey())));
      return copy;
    }
    return document;
  }

  private String text(String text, String path) {
    return USE.matcher(text)
        .replaceAll(
            use ->
                Matcher.quoteReplacement(
                    use.group(1).isEmpty()
                        ? value(use.group(2), !use.group(3).isEmpty(), path, line(text, use))
                        : use.group().substring(1)));
  }

  /** For messages: the line, in a text of several. */
  private static String line(String text, MatchResult use) {
    return text.indexOf('\n') < 0
        ? ""
        : "line "
            + (1 + text.substring(0, use.start()).chars().filter(c -> c == '\n').count())
            + ": ";
  }

  private String value(String expression, boolean closed, String path, String line) {
    Matcher parts = EXPRESSION.matcher(expression);
    if (closed && parts.matches()) {
      String name = parts.group(1);
      DateTimeFormatter format = FORMATS.get(name);
      if (format != null) {
        return format.format(shifted(parts, path));
      }
      if (name.equals("schedule") && parts.group(2) == null) {
        return schedule;
      }
    }
    throw new InvalidRequestException(
        path,
        line
            + "'${"
            + expression
            + (closed ? "}" : "")
            + "' is no parameter; write ${date}, ${time}, ${fire_time}, ${year}, ${month}, ${day}"
            + " or ${schedule}, with a distance such as ${date-1d} (m, h, d, w, mo, y), or $${ for"
            + " a plain ${");
  }

  private ZonedDateTime shifted(Matcher parts, String path) {
    if (parts.group(2) == null) {
      return fireTime;
    }
    long amount = Long.parseLong(parts.group(3)) * (parts.group(2).equals("-") ? -1 : 1);
    ChronoUnit unit = UNITS.getOrDefault(parts.group(4), ChronoUnit.DAYS);
    try {
      return fireTime.plus(amount, unit);
    } catch (DateTimeException e) {
      throw new InvalidRequestException(path, "lies beyond the calendar: " + e.getMessage());
    }
  }
}
