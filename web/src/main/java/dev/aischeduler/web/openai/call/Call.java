package dev.aischeduler.web.openai.call;

import dev.aischeduler.db.job.Job;
import dev.aischeduler.web.api.wait.BlockedCallerLimit;
import java.util.List;
import java.util.UUID;

/**
 * A call whose jobs are stored.
 *
 * @param first its first job, for which it is named, as it was when it was stored or found
 * @param ids its jobs, in the order of their choices
 * @param made those of them that this call made; others were found by an idempotency key
 * @param keeps whether its jobs go on when its caller hangs up
 * @param place of its caller; closed when it was answered
 */
public record Call(
    Job first, List<UUID> ids, List<UUID> made, boolean keeps, BlockedCallerLimit.Place place) {

  /** The same call, whose jobs are kept. */
  Call kept() {
    return new Call(first, ids, made, true, place);
  }
}
