package dev.aischeduler.web.openai.media;

import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.web.api.reply.ApiException;

/** What is told where the files of a job are gone, as a call that is repeated by its key finds. */
final class Kept {
  private Kept() {}

  /**
   * No file is left.
   *
   * @param kind of file, as a word of the message
   */
  static ApiException none(JobDetails job, String kind) {
    return ApiException.of(
            404, "not-found", "task " + job.job().id() + " has no " + kind + " that is kept")
        .remedy("send it again without an Idempotency-Key, or with another one");
  }
}
