package dev.aischeduler.engine.schedule.targets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;

/** What a schedule starts, with parameters such as {@code ${date}} in its texts. Immutable. */
public sealed interface ScheduleTarget permits JobTarget, RunTarget {
  /** The field of a definition that holds it. */
  String FIELD = "target";

  /** {@code job}, or the kind of run. */
  String kind();

  /** As it was written. */
  ObjectNode document();

  /**
   * Reads a target: an object with one member, {@code job} or a kind of run.
   *
   * @param runKinds that this node can start
   * @throws InvalidRequestException names the field
   */
  static ScheduleTarget read(ObjectNode target, List<String> runKinds) {
    List<String> kinds = new ArrayList<>(List.of(JobTarget.KIND));
    kinds.addAll(runKinds);
    if (target.size() != 1) {
      throw new InvalidRequestException(
          FIELD, "must have exactly one member of: " + String.join(", ", kinds));
    }
    String kind = target.fieldNames().next();
    if (!kinds.contains(kind)) {
      throw new InvalidRequestException(
          FIELD + "." + kind,
          "is nothing that can be started"
              + Suggestion.phrase(kind, kinds)
              + "; one of: "
              + String.join(", ", kinds));
    }
    JsonNode value = target.get(kind);
    if (!(value instanceof ObjectNode document)) {
      throw new InvalidRequestException(FIELD + "." + kind, "must be an object");
    }
    return kind.equals(JobTarget.KIND)
        ? new JobTarget(document.deepCopy())
        : new RunTarget(kind, document.deepCopy());
  }
}
