package dev.aischeduler.engine.schedule;

import static dev.aischeduler.engine.task.InvalidRequestException.checkRange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.schedule.targets.ScheduleTarget;
import dev.aischeduler.engine.schedule.time.TimePattern;
import dev.aischeduler.engine.schedule.time.Timing;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads definitions: what people send, and what is stored. Every error names the field. It does not
 * know what targets take, which is checked where they are started. Thread-safe.
 */
final class DefinitionReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,49}");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern SOURCE = Pattern.compile("[^\\p{Cntrl}]{1,255}");
  private static final int MAX_TARGET = 100_000;
  private static final int HOUR_S = 3600;
  private static final int MAX_CATCH_UP_S = 30 * 24 * HOUR_S;

  private final List<String> runKinds;

  /**
   * A reader.
   *
   * @param runKinds kinds of runs that can be started
   */
  DefinitionReader(List<String> runKinds) {
    this.runKinds = List.copyOf(runKinds);
  }

  /**
   * Reads a definition.
   *
   * @throws InvalidRequestException names the field
   * @throws JsonProblemException unknown fields, values of the wrong type
   */
  ScheduleDefinition read(ObjectNode document) {
    ScheduleFields given = StrictJson.read(document, ScheduleFields.class);
    String name = given.name();
    if (name == null || !NAME.matcher(name).matches() || ID.matcher(name).matches()) {
      throw new InvalidRequestException(
          "name",
          "must be 1 to 50 small letters, digits or . _ - and begin with a letter or digit");
    }
    ObjectNode target = required("target", given.target());
    if (target.toString().length() > MAX_TARGET) {
      throw new InvalidRequestException("target", "must be at most 100,000 characters long");
    }
    if (given.source() != null && !SOURCE.matcher(given.source()).matches()) {
      throw new InvalidRequestException("source", "must be 1 to 255 printable characters");
    }
    checkRange("catch_up_window_s", given.catchUpWindowS(), 0, MAX_CATCH_UP_S);
    checkRange("jitter_s", given.jitterS(), 0, HOUR_S);
    Overlap overlap = choice("overlap", given.overlap(), Overlap.class, Overlap.SKIP);
    Misfire misfire = choice("misfire", given.misfire(), Misfire.class, Misfire.ONCE);
    Timing timing = timing(given);
    ScheduleFields full =
        new ScheduleFields(
            name,
            timing.pattern().text(),
            timing.zone().getId(),
            target,
            wire(overlap),
            wire(misfire),
            Objects.requireNonNullElse(given.catchUpWindowS(), HOUR_S),
            Objects.requireNonNullElse(given.jitterS(), 0),
            given.start(),
            given.end(),
            ExclusionReader.full(given.exclude()),
            Boolean.TRUE.equals(given.pauseOnFailure()),
            given.source());
    return new ScheduleDefinition(
        name,
        timing,
        ScheduleTarget.read(target, runKinds),
        overlap,
        misfire,
        Duration.ofSeconds(Objects.requireNonNullElse(full.catchUpWindowS(), 0)),
        Duration.ofSeconds(Objects.requireNonNullElse(full.jitterS(), 0)),
        Boolean.TRUE.equals(full.pauseOnFailure()),
        full.source(),
        Json.mapper().valueToTree(full));
  }

  /** The fire times of a definition of which only the times matter. */
  Timing timing(ObjectNode document) {
    return timing(StrictJson.read(document, ScheduleFields.class));
  }

  private static Timing timing(ScheduleFields given) {
    TimePattern pattern = TimePattern.parse(required(TimePattern.FIELD, given.when()));
    ZoneId zone = zone(Objects.requireNonNullElse(given.timeZone(), "UTC"));
    if (given.start() != null && given.end() != null && !given.start().isBefore(given.end())) {
      throw new InvalidRequestException("end", "must lie after start");
    }
    return new Timing(
        pattern, zone, given.start(), given.end(), ExclusionReader.read(given.exclude()));
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new InvalidRequestException(field, "is missing");
    }
    return value;
  }

  private static ZoneId zone(String id) {
    try {
      if (id.length() <= 64) {
        return ZoneId.of(id);
      }
    } catch (DateTimeException e) {
      // said below
    }
    String shown = id.length() > 64 ? id.substring(0, 64) + "…" : id;
    throw new InvalidRequestException(
        "time_zone",
        "'"
            + shown
            + "' is no time zone"
            + Suggestion.phrase(shown, ZoneId.getAvailableZoneIds())
            + "; write a name such as Europe/Berlin, or UTC");
  }

  private static <E extends Enum<E>> E choice(
      String field, @Nullable String given, Class<E> type, E otherwise) {
    if (given == null) {
      return otherwise;
    }
    List<String> known =
        Arrays.stream(type.getEnumConstants()).map(DefinitionReader::wire).toList();
    int index = known.indexOf(given);
    if (index < 0) {
      throw new InvalidRequestException(
          field,
          "'"
              + (given.length() > 64 ? given.substring(0, 64) + "…" : given)
              + "' is unknown"
              + Suggestion.phrase(given, known)
              + "; one of: "
              + String.join(", ", known));
    }
    return type.getEnumConstants()[index];
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
