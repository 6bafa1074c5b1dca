package dev.aischeduler.engine.server;

/**
 * How a job server of this node does.
 *
 * @param resource the label that it serves
 * @param detail the error of its last turn, or empty
 */
public record JobServerHealth(String resource, State state, String detail) {
  /** What it does. */
  public enum State {
    /** It starts jobs. */
    WORKING,
    /** The database does not answer or refuses; it continues when that is over. */
    WAITING_FOR_DATABASE,
    /** It fails by a fault of its own; the process ends and is restarted if that persists. */
    FAILING
  }
}
