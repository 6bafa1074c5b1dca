package dev.aischeduler.web.cli.jobs;

import dev.aischeduler.web.cli.exit.BadValueException;

/** JobIds given on the command line. */
final class JobIds {
  private JobIds() {}

  /**
   * The id, fit to stand in a path.
   *
   * @throws BadValueException when it is none
   */
  static String check(String id) {
    if (!id.matches("[0-9a-fA-F-]{36}")) {
      throw new BadValueException(
          "'" + id + "' is not the id of a job; 'ai_scheduler list' shows ids");
    }
    return id;
  }
}
