package dev.aischeduler.engine.system;

/**
 * Does the work of one kind of system job. It may be run again from its start at any time, on this
 * node or another: after an error, a stop of the node or its loss. Implementations are thread-safe.
 */
public interface SystemTask {
  /** Its name, one word, such as {@code retention}. */
  String kind();

  /** How often it is tried again after an error, with pauses of 3, 9, 27, ... seconds; 0.. */
  default int retries() {
    return 10;
  }

  /**
   * Does the work.
   *
   * @param document what the system job was enqueued with
   * @return what was done, in one sentence for people
   * @throws SystemTaskException when another try would fail as well
   * @throws Exception any other error is tried again
   */
  String run(String document, SystemContext context) throws Exception;
}
