package dev.aischeduler.engine.schedule.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.util.UUID;

/** Starts the runs of one kind for schedules. Thread-safe. */
public interface RunStarter {
  /** The kind: {@code bulk} or {@code workflow}. */
  String kind();

  /**
   * Checks what a run is to do, with the parameters of some fire time filled in.
   *
   * @throws InvalidRequestException names the field within the document
   */
  void check(ObjectNode document);

  /**
   * Stores a run; one of this id that is stored already stays as it is.
   *
   * @param id the same for the same fire time of the same schedule, see {@code Runs.start}
   * @param name for people
   * @throws InvalidRequestException as {@link #check}
   */
  void start(UUID id, String name, ObjectNode document);
}
