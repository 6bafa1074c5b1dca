package dev.aischeduler.engine.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.workflow.template.Template;
import java.util.function.BiConsumer;

/**
 * A kind of step that is no job, such as a page of earlier results. Short: it runs within a turn of
 * the workflow. It may be done again after a crash. Implementations are thread-safe.
 */
public interface StepAction {
  /** The field of a step that asks for it, such as {@code html_page}. */
  String name();

  /**
   * Checks what it is told before the workflow starts, as far as that is known then.
   *
   * @param path of the settings
   * @param problems gets path and message of each problem
   */
  void check(Template settings, String path, BiConsumer<String, String> problems);

  /**
   * Does it.
   *
   * @param settings with every expression replaced by its value
   * @return its result, for later steps
   * @throws StepFailedException when it cannot be done
   * @throws Exception any other failure of the step; a database that is away ends the turn, which
   *     is made again
   */
  ObjectNode run(JsonNode settings, StepContext context) throws Exception;
}
