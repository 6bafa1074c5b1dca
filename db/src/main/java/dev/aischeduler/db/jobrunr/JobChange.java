package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.Outcome;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a change of JobRunr's state writes to our row of the job.
 *
 * @param status the new one
 * @param attemptDelta attempts more, -1 for one that does not count after all
 * @param tokenDelta 1 when a new attempt owns the job
 * @param node that runs it now; null leaves the last one
 * @param runAt when it may start; null leaves what is there
 * @param startedAt null leaves what is there
 * @param finishedAt null unless the job is over
 */
record JobChange(
    UUID id,
    JobStatus status,
    int attemptDelta,
    int tokenDelta,
    @Nullable String node,
    @Nullable Instant runAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Outcome outcome) {}
