package dev.aischeduler.web.api.request;

import dev.aischeduler.engine.submission.Submission;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every submission takes besides the task's own fields; null means the default.
 *
 * @param priority 0..9, 9 first
 * @param maxAttempts runs before the job is failed for good
 * @param timeoutS seconds one attempt may take
 * @param runAt earliest start
 * @param tags free labels
 * @param uniqueKey while a job with this key is not final, that job is the answer
 * @param queueTimeoutS seconds it may wait for its first start
 * @param retry waits between attempts
 * @param tenant whose job it is
 * @param callbackUrl where its end is reported to
 * @param callbackEvents which events are reported
 * @param async true answers 202 at once
 * @param waitS seconds to wait for the result, 0..3600
 * @param stream true streams the result as server-sent events
 * @param dryRun true only tells what would be done
 */
public record SubmissionFields(
    @Nullable Integer priority,
    @Nullable Integer maxAttempts,
    @Nullable Integer timeoutS,
    @Nullable Instant runAt,
    @Nullable List<String> tags,
    @Nullable String uniqueKey,
    @Nullable Integer queueTimeoutS,
    Submission.@Nullable RetryTerms retry,
    @Nullable String tenant,
    @Nullable String callbackUrl,
    @Nullable List<@Nullable String> callbackEvents,
    @Nullable Boolean async,
    @Nullable Integer waitS,
    @Nullable Boolean stream,
    @Nullable Boolean dryRun) {}
