package dev.aischeduler.jobs.model.hub.http;

/** Turns error statuses of the hub into exceptions. */
public final class ResponseStatus {
  private static final long LONGEST_WAIT_S = 60;

  private ResponseStatus() {}

  /**
   * Returns for 200 and 206.
   *
   * @param what was requested
   * @throws HubException for every other status, with the remedy
   */
  public static void requireOk(HubResponse answer, String what) throws HubException {
    int status = answer.status();
    if (status == 200 || status == 206) {
      return;
    }
    if (status == 401 || status == 403) {
      throw HubException.permanent(
          "the hub refuses "
              + what
              + " ("
              + status
              + "): the repository is private, gated or misspelt; accept its terms on the hub and"
              + " set HF_TOKEN");
    }
    if (status == 404 || status == 410) {
      throw HubException.permanent(
          "the hub does not have " + what + "; check its name and revision");
    }
    String sentence = "the hub answers " + status + " for " + what;
    if (status == 429 || status >= 500 || status == 408 || status == 425) {
      throw HubException.busy(sentence, "try again later", waitS(answer));
    }
    throw HubException.permanent(sentence);
  }

  private static long waitS(HubResponse answer) {
    String asked = answer.header("Retry-After").orElse("");
    return asked.matches("\\d{1,4}") ? Math.min(LONGEST_WAIT_S, Long.parseLong(asked)) : 0;
  }
}
