package dev.aischeduler.web.cli;

/** Ids given on the command line. */
final class Ids {
  private Ids() {}

  /**
   * The id, fit to stand in a path.
   *
   * @throws BadValueException when it is none
   */
  static String check(String id) {
    if (!id.matches("[0-9a-fA-F-]{36}")) {
      throw new BadValueException("'" + id + "' is no task_id; 'ai_scheduler list' shows some");
    }
    return id;
  }
}
