package dev.aischeduler.web.page.schedules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.schedule.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the form of a schedule is filled with.
 *
 * @param name of the schedule that is edited; null for a new one
 * @param target JSON of what is started
 * @param rest JSON of the fields that the form has no fields for
 */
public record ScheduleForm(
    @Nullable String name,
    String when,
    String timeZone,
    String overlap,
    String misfire,
    boolean pauseOnFailure,
    String target,
    String rest) {
  private static final String FIRST =
      """
      {
        "job": {
          "type": "llm",
          "prompt": "A poem for ${date}"
        }
      }""";

  /** What may be chosen while an earlier start goes on. */
  public static final List<String> OVERLAPS =
      List.of("skip", "buffer_one", "allow", "cancel_other");

  /** What may be chosen for times that passed unseen. */
  public static final List<String> MISFIRES = List.of("skip", "once", "all");

  /** For a new schedule. */
  static ScheduleForm empty() {
    return new ScheduleForm(null, "0 2 * * *", "UTC", "skip", "once", false, FIRST, "{}");
  }

  /** For a change of a schedule. */
  static ScheduleForm of(Schedule schedule) {
    ObjectNode rest = (ObjectNode) StrictJson.tree(schedule.definition());
    rest.remove("name");
    String when = text(rest, "when");
    String zone = text(rest, "time_zone");
    String overlap = text(rest, "overlap");
    String misfire = text(rest, "misfire");
    boolean pause = rest.path("pause_on_failure").asBoolean();
    String target = rest.path("target").toPrettyString();
    rest.remove(List.of("pause_on_failure", "target"));
    return new ScheduleForm(
        schedule.name(), when, zone, overlap, misfire, pause, target, rest.toPrettyString());
  }

  private static String text(ObjectNode fields, String name) {
    String text = fields.path(name).asText();
    fields.remove(name);
    return text;
  }
}
