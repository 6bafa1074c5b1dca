package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.webhook.Callback;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of table {@code job}: a durable unit of work.
 *
 * @param id UUID version 7, so ids sort by creation
 * @param resource label that a job server must offer
 * @param priority 0..9, 9 first
 * @param sortKey position in the lane: smaller runs first (creation time less the priority's worth)
 * @param progress 0..1
 * @param attempt attempts started so far
 * @param fencingToken grows with every claim; only the holder of the last one may commit
 * @param request request document (JSON)
 * @param result result document (JSON); null until succeeded
 * @param errorType machine-readable cause of the last failure
 * @param tags free labels given at submission
 * @param node node that runs or last ran it
 * @param runAt earliest start
 * @param timeoutS seconds one attempt may take
 * @param uniqueKey no other job of the tenant has it while this one is not final
 * @param backoff its own waits between attempts; null means the lane's
 * @param queueTimeoutS seconds it may wait for its first start; 0 for ever
 * @param startBy when it fails unless it has started; null for never
 * @param share tenant whose share of the lane it takes; null while tenants need not share
 * @param runId run that it is part of; null for a job of its own
 * @param callback where it reports to; null for nowhere
 * @param traceparent W3C trace context that its spans belong to; null for a job that is not traced
 */
public record Job(
    UUID id,
    TaskType type,
    String resource,
    int priority,
    long sortKey,
    JobStatus status,
    double progress,
    @Nullable String progressNote,
    int attempt,
    int maxAttempts,
    long fencingToken,
    String request,
    @Nullable String result,
    @Nullable String errorType,
    @Nullable String errorMessage,
    @Nullable String idempotencyKey,
    String tenant,
    List<String> tags,
    @Nullable String node,
    Instant createdAt,
    @Nullable Instant runAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    int timeoutS,
    @Nullable String uniqueKey,
    @Nullable Backoff backoff,
    int queueTimeoutS,
    @Nullable Instant startBy,
    @Nullable String share,
    @Nullable UUID runId,
    @Nullable Callback callback,
    @Nullable String traceparent) {

  /** The same job, started for the first time. */
  public Job startedOn(String onNode, Instant at) {
    return copy(
        sortKey, share, JobStatus.RUNNING, attempt + 1, fencingToken + 1, onNode, at, runId);
  }

  /** The same job in another place, which takes this tenant's share. */
  public Job placed(long newSortKey, String newShare) {
    return copy(newSortKey, newShare, status, attempt, fencingToken, node, startedAt, runId);
  }

  /** The same job as part of a run. */
  public Job ofRun(UUID run) {
    return copy(sortKey, share, status, attempt, fencingToken, node, startedAt, run);
  }

  private Job copy(
      long newSortKey,
      @Nullable String newShare,
      JobStatus newStatus,
      int newAttempt,
      long newFencingToken,
      @Nullable String newNode,
      @Nullable Instant newStartedAt,
      @Nullable UUID newRun) {
    return new Job(
        id,
        type,
        resource,
        priority,
        newSortKey,
        newStatus,
        progress,
        progressNote,
        newAttempt,
        maxAttempts,
        newFencingToken,
        request,
        result,
        errorType,
        errorMessage,
        idempotencyKey,
        tenant,
        tags,
        newNode,
        createdAt,
        runAt,
        newStartedAt,
        finishedAt,
        timeoutS,
        uniqueKey,
        backoff,
        queueTimeoutS,
        startBy,
        newShare,
        newRun,
        callback,
        traceparent);
  }

  /** Tags as stored: each between commas, so that {@code LIKE '%,tag,%'} finds exactly one. */
  public static String joinTags(List<String> tags) {
    return tags.isEmpty() ? "" : "," + String.join(",", tags) + ",";
  }
}
