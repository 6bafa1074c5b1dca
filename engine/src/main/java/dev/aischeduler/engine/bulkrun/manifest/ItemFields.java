package dev.aischeduler.engine.bulkrun.manifest;

import dev.aischeduler.engine.submission.Submission;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a row says besides the fields of its request; null means the run's default, or the lane's.
 *
 * @param type task type
 * @param itemKey name of the item for people, in results; any text up to 255 characters
 * @param priority 0..9, 9 first
 * @param maxAttempts runs before the job is failed for good
 * @param timeoutS seconds one attempt may take
 * @param runAt earliest start
 * @param tags free labels
 * @param queueTimeoutS seconds it may wait for its first start
 * @param retry waits between attempts
 */
record ItemFields(
    @Nullable String type,
    @Nullable String itemKey,
    @Nullable Integer priority,
    @Nullable Integer maxAttempts,
    @Nullable Integer timeoutS,
    @Nullable Instant runAt,
    @Nullable List<String> tags,
    @Nullable Integer queueTimeoutS,
    Submission.@Nullable RetryTerms retry) {}
