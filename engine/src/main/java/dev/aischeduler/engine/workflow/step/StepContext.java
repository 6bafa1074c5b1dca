package dev.aischeduler.engine.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.artifact.Artifact;
import java.io.InputStream;
import java.util.List;

/** What a step that is no job may use. Confined to one thread. */
public interface StepContext {
  /** Name of the step. */
  String step();

  /**
   * The artifacts that a value names: a result stands for its own, an artifact for itself, a list
   * for those of its elements.
   *
   * @param mediaType beginning of the media type, such as {@code image/}; a result stands for its
   *     first artifact of that
   * @throws StepFailedException when a value names none, or one that is not of this run
   */
  List<Artifact> artifacts(JsonNode value, String mediaType);

  /** Opens the bytes of an artifact; the caller closes them. */
  InputStream open(Artifact artifact);

  /**
   * Stores an artifact of the run and describes it, for the result of the step.
   *
   * @param extension of its name, which is that of the step
   */
  JsonNode store(String extension, String mediaType, InputStream content);

  /**
   * Gives the run an artifact of one of its jobs, under a name of the step; its content is not
   * copied.
   *
   * @param extension of its new name, which is that of the step
   * @return its description, with the new name
   */
  JsonNode keep(String extension, Artifact artifact);

  /**
   * Ends the turn when it should stop; the step is done again later.
   *
   * @throws RuntimeException when the node stops
   */
  void checkStopped();
}
