package dev.aischeduler.engine.task;

import java.util.Map;

/**
 * Health of one task type on this node.
 *
 * @param state whether jobs can run
 * @param detail why not, or empty
 * @param model facts of the model in use (name, requested engine, miniature, path, provider,
 *     load_ms...); may be empty while loading
 */
public record HandlerStatus(State state, String detail, Map<String, Object> model) {
  /** Life of a model. */
  public enum State {
    /** Being loaded in the background; jobs wait. */
    LOADING,
    /** Serving. */
    READY,
    /** Could not be loaded; jobs of this lane wait for a repair, other lanes serve on. */
    FAILED
  }
}
